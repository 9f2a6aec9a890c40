package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.series.DataNotes;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models trained anew during a test, and finished models tested on what came after. */
class RefitTest {
  private static final Frequency DAILY = Frequency.of(Frequency.Unit.DAY);
  private static final LocalDateTime START = LocalDateTime.of(2020, 1, 1, 0, 0);
  private static final int HORIZON = 5;

  @TempDir private Path folder;

  /** Three series of 120, 120 and 92 days; what comes from {@code cut} on may be other. */
  private static SeriesSet set(int cut, double value) {
    List<NamedSeries> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] values = SamplePanel.series(i == 2 ? 92 : 120, 60 + i);
      for (int t = cut; t < values.length; t++) {
        values[t] = value;
      }
      TimeSeries dated = TimeSeries.of(DAILY, START, "y", values, Map.of());
      all.add(NamedSeries.dated("s" + i, new LinkedHashMap<>(), dated));
    }
    return new SeriesSet("panel.csv", all, DAILY, List.of(7), DataNotes.none());
  }

  /** Two series of 120 days. */
  static SeriesSet whole() {
    SeriesSet all = set(200, 0);
    return all.withSeries(all.list().subList(0, 2));
  }

  private static RollingSplit split(int stride, int fits) {
    return new RollingSplit(
        Cut.at(START.plusDays(70)), Cut.at(START.plusDays(85)), null, stride, false, fits);
  }

  private static RollingRun run(SeriesSet set, RollingSplit split) {
    PanelOptions options =
        SamplePanel.options(1, 0.5)
            .withInput(new PanelOptions.InputOptions(14, 7, null, true, null, true, Missing.LAST))
            .withTraining(SamplePanel.training(2, 200, 32));
    return RollingRun.of(set, SamplePanel.SOURCE, options, 2, split, Phases.NONE);
  }

  @Test
  void everyOriginBelongsToOnePart() {
    SeriesSet set = set(200, 0);
    for (int stride = 1; stride <= 4; stride++) {
      for (int fits = 1; fits <= 40; fits++) {
        List<Integer> origins = new ArrayList<>();
        for (RollingSplit part : split(stride, fits).parts(set, HORIZON)) {
          int from = part.testPlaces(set)[0];
          assertThat(part.validationPlaces(set)[0]).isEqualTo(from - 15);
          for (int o : RollingTest.origins(from, part.endPlaces(set)[0] - HORIZON, stride)) {
            origins.add(o);
          }
        }
        List<Integer> expected = new ArrayList<>();
        for (int o = 85; o <= 120 - HORIZON; o += stride) {
          expected.add(o);
        }
        assertThat(origins).as("stride %d, %d fits", stride, fits).isEqualTo(expected);
      }
    }
  }

  @Test
  void aRefittedTestHasTheSameForecasts() {
    SeriesSet set = set(200, 0);
    RollingTest once = run(set, split(2, 1)).test();
    RollingTest thrice = run(set, split(2, 3)).test();
    assertThat(thrice.origins()).isEqualTo(once.origins());
    assertThat(thrice.methods().keySet()).isEqualTo(once.methods().keySet());
    thrice.methods().values().forEach(s -> assertThat(s.count()).isEqualTo(once.own().count()));
    // naive learns nothing, so that only the model and the units change
    assertThat(thrice.methods().get("naive").mae())
        .isCloseTo(once.methods().get("naive").mae(), within(1e-9));
    assertThat(thrice.own().mae()).isNotEqualTo(once.own().mae());
    assertThat(thrice.bySeries().get(2).count()).isEqualTo(2L * HORIZON); // origins 85, 87
    assertThat(thrice.worst(2)).hasSize(2).doesNotHaveDuplicates();
  }

  /** What comes in the last part cannot have changed what was forecast in the parts before. */
  @Test
  void aPartIsForecastByWhatCameBeforeIt() {
    RollingSplit split = split(2, 2);
    int cut = split.parts(set(200, 0), HORIZON).get(1).testPlaces(set(200, 0))[0];
    RollingRun plain = run(set(200, 0), split);
    RollingRun other = run(set(cut, 3), split);
    double[] a = plain.test().own().byOrigin();
    double[] b = other.test().own().byOrigin();
    int beforeTheCut = 0;
    for (int o = 85; o + HORIZON <= cut; o += 2) {
      assertThat(b[beforeTheCut]).isEqualTo(a[beforeTheCut]);
      beforeTheCut++;
    }
    assertThat(beforeTheCut).isPositive();
    assertThat(b).isNotEqualTo(a);
    // its model has learnt what came before the last part, and no more
    List<SeriesForecast> forecasts = plain.model().forecasts(set(200, 0));
    assertThat(other.model().forecasts(set(200, 0)).getFirst().values())
        .isEqualTo(forecasts.getFirst().values());
  }

  @Test
  void stepsAreMeasuredApart() {
    RollingScores scores = new RollingScores();
    double[] target = {0, 0, 5, 8, Double.NaN};
    RollingScores.Units units = new RollingScores.Units(2, 1);
    scores.add(target, 2, new double[] {4, 4, 9}, units);
    scores.add(target, 1, new double[] {3, 5, 7}, units);
    assertThat(scores.standardMaeByStep()).containsExactly((1 + 3) / 4.0, (4 + 0) / 4.0, 1 / 2.0);
  }

  @Test
  void aFinishedModelIsTestedAsItsTrainingTestedIt() throws IOException {
    SeriesSet set = set(200, 0);
    RollingRun run = run(set, split(3, 1));
    PanelBacktest backtest =
        new PanelBacktest(run.model(), set, START.plusDays(85), START.plusDays(110), 3);
    Path file = folder.resolve("all.csv");
    RollingTest test = backtest.runTo(file);
    // origins 85, 88 ... 103 of two series (7 each), 85 of the third
    assertThat(test.origins()).isEqualTo(15);
    assertThat(test.own().mae()).isEqualTo(backtest.run().own().mae());
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + 15 * HORIZON);
    assertThat(lines.getFirst()).isEqualTo("series,origin,step,time,actual,forecast,lower,upper");
    assertThat(lines.get(6)).startsWith("s0,2020-03-28,1,2020-03-29,");
    double sum = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      sum += Math.abs(Double.parseDouble(row[4]) - Double.parseDouble(row[5]));
    }
    assertThat(sum / (15 * HORIZON)).isCloseTo(test.own().mae(), within(1e-5));
  }

  /** Where baselines are averaged with a network, that is what is tested: what predict gives. */
  @Test
  void aFinishedModelIsTestedTogetherWithItsCompanions() throws IOException {
    SeriesSet set = set(200, 0);
    PanelModel alone = run(set, split(3, 1)).model();
    PanelSpec spec = alone.spec().withCompanions(List.of("theta"));
    PanelModel model =
        new PanelModel(spec, alone.kind(), alone.network(), Engine.shared(), alone.provenance());
    Path file = folder.resolve("all.csv");
    RollingTest test =
        new PanelBacktest(model, set, START.plusDays(85), START.plusDays(110), 3).runTo(file);
    assertThat(test.methods().keySet()).startsWith("lstm + theta");

    NamedSeries known = HeldOut.shortened(set.list().getFirst(), 120 - 85);
    SeriesSet then = set.withSeries(List.of(known));
    double[] expected = model.forecasts(then).getFirst().values();
    assertThat(expected).isNotEqualTo(alone.forecasts(then).getFirst().values());
    List<String> lines = Files.readAllLines(file);
    for (int h = 0; h < HORIZON; h++) {
      double forecast = Double.parseDouble(lines.get(1 + h).split(",", -1)[5]);
      assertThat(forecast).isCloseTo(expected[h], withinPercentage(1e-5));
    }
  }

  @Test
  void whatCannotBeTestedIsRefused() {
    SeriesSet set = set(200, 0);
    PanelModel model = run(set, split(2, 1)).model();
    assertThatThrownBy(() -> new PanelBacktest(model, set, START.plusDays(118), null, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no series has 5 steps from 2020-04-28 on")
        .hasMessageContaining("earlier --from");
    assertThatThrownBy(() -> new PanelBacktest(model, set, START, null, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'s0' has no value before 2020-01-01");
    LocalDateTime late = START.plusDays(100);
    assertThatThrownBy(() -> new PanelBacktest(model, set, late, START.plusDays(90), 1))
        .isInstanceOf(BadInput.class)
        .hasMessage("--from 2020-04-10, --to 2020-03-31: expected the earlier time first");
    assertThatThrownBy(() -> split(1, 0))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--refit -1: expected at least 0");
  }

  /** With less than a window before the test there is no linear baseline, and no failure. */
  @Test
  void anEarlyTestGoesWithoutTheLinearBaseline() {
    SeriesSet set = set(200, 0);
    PanelModel model = run(set, split(2, 1)).model();
    RollingTest early = new PanelBacktest(model, set, START.plusDays(6), null, 20).run();
    assertThat(early.methods().keySet()).contains("naive").doesNotContain("linear");
    assertThat(early.own().mae()).isPositive();
  }

  /** What would take long is left out, and said so. */
  @Test
  void baselinesThatAreLeftOutAreNamed() {
    SeriesSet set = set(200, 0);
    RollingTest test = run(set, split(2, 1)).test();
    assertThat(test.methods().keySet()).contains("naive2", "theta", "linear");
    assertThat(test.leftOut()).isEmpty();
    double[] target = new double[50_000];
    RollingBaselines long_ = new RollingBaselines(set, List.of(target), 7);
    assertThat(long_.of(target, 40, 1000)).noneMatch(one -> one.name().equals("theta"));
    assertThat(long_.linear(3, HORIZON, new int[] {40})).isNull();
    assertThat(long_.leftOut().keySet()).containsExactly("naive2", "theta", "linear");
    assertThat(long_.leftOut().get("theta")).contains("would take long");
    assertThat(long_.leftOut().get("linear")).contains("no series moves");
  }
}
