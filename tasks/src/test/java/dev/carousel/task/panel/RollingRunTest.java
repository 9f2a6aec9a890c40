package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.network.Network;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.report.PanelData;
import dev.carousel.task.report.PanelReport;
import dev.carousel.task.series.DataNotes;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.tensor.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training before one time, tests from every origin after another. */
class RollingRunTest {
  private static final Frequency DAILY = Frequency.of(Frequency.Unit.DAY);
  private static final LocalDateTime START = LocalDateTime.of(2020, 1, 1, 0, 0);
  private static final RollingSplit SPLIT =
      new RollingSplit(START.plusDays(70), START.plusDays(90), null, 2, false);

  private static SeriesSet set(double... endings) {
    List<NamedSeries> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] values = SamplePanel.series(120, 60 + i);
      for (int t = 0; t < endings.length; t++) {
        values[120 - endings.length + t] = endings[t];
      }
      // the last begins ten days later
      TimeSeries dated = TimeSeries.of(DAILY, START.plusDays(5L * i), "y", values, Map.of());
      all.add(NamedSeries.dated("s" + i, new LinkedHashMap<>(), dated));
    }
    return new SeriesSet("panel.csv", all, DAILY, List.of(7), DataNotes.none());
  }

  private static RollingRun run(SeriesSet set, LossKind loss) {
    PanelOptions options =
        SamplePanel.options(2, 0.5)
            .withInput(new PanelOptions.InputOptions(14, 7, null, true, null, true, Missing.LAST))
            .withTraining(new PanelOptions.TrainingOptions(3, 300, 32, 0.005, loss));
    return RollingRun.of(set, SamplePanel.SOURCE, options, 2, SPLIT, Phases.NONE);
  }

  @Test
  void placesFollowTheTimesOfEachSeries() {
    SeriesSet set = set();
    assertThat(SPLIT.validationPlaces(set)).containsExactly(70, 65, 60);
    assertThat(SPLIT.testPlaces(set)).containsExactly(90, 85, 80);
    RollingSplit between =
        new RollingSplit(START.plusDays(70).plusHours(1), START.plusDays(900), null, 1, false);
    assertThat(between.validationPlaces(set)).containsExactly(71, 66, 61);
    assertThat(between.testPlaces(set)).containsExactly(120, 120, 120);
  }

  @Test
  void everySecondOriginIsTested() {
    RollingRun run = run(set(), LossKind.MAE);
    // origins 90, 92 ... 114 of the first (13), 85 ... 115 (16), 80 ... 114 (18)
    assertThat(run.test().origins()).isEqualTo(13 + 16 + 18);
    assertThat(run.test().own().count()).isEqualTo(5L * 47);
    assertThat(run.test().methods().keySet())
        .startsWith("lstm")
        .contains(
            "naive", "drift", "seasonal-naive-7", "seasonal-mean-7", "ets", "theta", "linear");
    for (RollingScores scores : run.test().methods().values()) {
      assertThat(scores.count()).isEqualTo(5L * 47);
      assertThat(scores.mae()).isPositive().isLessThanOrEqualTo(scores.rmse());
    }
    double best = run.test().methods().get(run.test().bestBaseline()).standardMae();
    assertThat(run.test().skillAll())
        .isCloseTo(1 - run.test().own().standardMae() / best, within(1e-12));
    assertThat(run.test().verdict()).contains("47 forecasts", run.test().bestBaseline());
    RollingScores naive2 = run.test().methods().get("naive2");
    RollingScores own = run.test().own();
    assertThat(run.test().owa(naive2)).isEqualTo(1);
    double relative = own.smape() / naive2.smape() + own.mase() / naive2.mase();
    assertThat(run.test().owa(own)).isCloseTo(relative / 2, within(1e-12));
  }

  @Test
  void originsToLearnFromMayBeAligned() {
    int[] tests = {90, 85, 80};
    Origins origins = Origins.between(new int[] {14, 14, 15}, new int[] {66, 61, 20}, tests, 7);
    assertThat(origins.origin(0, 0)).isEqualTo(20); // 90 less ten weeks
    assertThat(origins.origin(1, 2)).isEqualTo(29);
    assertThat(origins.counts()).containsExactly(7, 7, 1);
    RollingSplit ended =
        new RollingSplit(START.plusDays(70), START.plusDays(90), START.plusDays(100), 7, true);
    assertThat(ended.endPlaces(set())).containsExactly(100, 95, 90);
    assertThat(ended.learningStride()).isEqualTo(7);
  }

  /** What comes in test time changes neither weights nor scales. */
  @Test
  void testTimeIsNotLearntFrom() {
    SeriesSet set = set();
    RollingRun plain = run(set, LossKind.MSE);
    RollingRun other = run(set(1e6, -5, 1e7, 3), LossKind.MSE);
    List<double[]> a = plain.model().forecasts(set).stream().map(SeriesForecast::values).toList();
    List<double[]> b = other.model().forecasts(set).stream().map(SeriesForecast::values).toList();
    for (int i = 0; i < 3; i++) {
      assertThat(b.get(i)).isEqualTo(a.get(i));
    }
  }

  /** Of every kind: neither weights nor scales nor the choice of a kind see the test. */
  @ParameterizedTest
  @EnumSource(ModelType.class)
  void noKindLearnsFromTestTime(ModelType type) {
    PanelOptions base = SamplePanel.options(1, 0.5);
    PanelOptions options =
        base.withInput(new PanelOptions.InputOptions(14, 0, null, true, null, true, Missing.LAST))
            .withNetwork(base.network().withModel(ModelOptions.of(type).withSamples(9)))
            .withTraining(SamplePanel.training(2, 200, 32));
    List<List<double[]>> forecasts = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (SeriesSet set : List.of(set(), set(1e6, 5, 1e7, 3))) {
      RollingRun run = RollingRun.of(set, SamplePanel.SOURCE, options, 2, SPLIT, Phases.NONE);
      assertThat(run.test().own().count()).isEqualTo(5L * 47);
      forecasts.add(run.model().forecasts(set()).stream().map(SeriesForecast::values).toList());
      scores.add(RollingRun.validate(set, SamplePanel.SOURCE, options, 2, SPLIT, Phases.NONE));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(forecasts.get(1).get(i)).isEqualTo(forecasts.get(0).get(i));
    }
    assertThat(scores.get(0)).isPositive().isEqualTo(scores.get(1));
  }

  @Test
  void scoresByHand() {
    double[] target = {1, 3, 2, 4, 0, Double.NaN, 8};
    RollingScores.Units units = RollingScores.units(target, 4, 1);
    assertThat(units.deviation()).isCloseTo(Math.sqrt(1.25), within(1e-12));
    assertThat(units.scale()).isCloseTo(5 / 3.0, within(1e-12));
    RollingScores scores = new RollingScores();
    scores.add(target, 4, new double[] {1, 9, 6}, units);
    assertThat(scores.count()).isEqualTo(2);
    assertThat(scores.mae()).isEqualTo(1.5);
    assertThat(scores.rmse()).isCloseTo(Math.sqrt(2.5), within(1e-12));
    assertThat(scores.standardMse()).isCloseTo(2.5 / 1.25, within(1e-12));
    assertThat(scores.standardMae()).isCloseTo(1.5 / Math.sqrt(1.25), within(1e-12));
    assertThat(scores.mape()).isCloseTo(25, within(1e-12));
    assertThat(scores.smape()).isCloseTo((200 + 400 / 14.0) / 2, within(1e-12));
    assertThat(scores.mase()).isCloseTo(1.5 / (5 / 3.0), within(1e-12));
  }

  /** Half widths are the errors of validation time alone; the test says what they really hold. */
  @Test
  void intervalsAreLearntOnValidationTime() {
    SeriesSet set = set();
    RollingRun run = run(set, LossKind.MAE);
    List<Double> radii = run.model().spec().radii();
    assertThat(radii).hasSize(5);
    assertThat(run.test().intervals().count()).isEqualTo(5L * 47);
    assertThat(run.test().intervals().coverage()).isBetween(0.5, 1.0);
    assertThat(run.test().intervals().level()).isEqualTo(0.8);
    RollingRun other = run(set(1e6, -5, 1e7, 3), LossKind.MAE);
    assertThat(other.model().spec().radii()).isEqualTo(radii);
    SeriesForecast forecast = run.model().forecasts(set).get(1);
    for (int h = 0; h < 5; h++) {
      assertThat(forecast.interval().lower()[h]).isLessThan(forecast.values()[h]);
      assertThat(forecast.interval().upper()[h]).isGreaterThan(forecast.values()[h]);
    }
    RollingTest.Last last = run.test().last().get(1);
    assertThat(last.origin()).isEqualTo(115);
    assertThat(last.forecast().id()).isEqualTo("s1");
  }

  @Test
  void aReportShowsTheLastForecastTested() throws IOException {
    RollingRun run = run(set(), LossKind.MAE);
    Path data = Path.of("../examples/seattle-weather.csv");
    PanelData page = RollingPage.of(run, SamplePanel.options(2, 0.5), data, "carousel it");
    assertThat(page.series()).hasSize(3);
    double[] target = set().list().getFirst().target();
    assertThat(page.series().getFirst().actual()).isEqualTo(Arrays.copyOfRange(target, 114, 119));
    assertThat(page.scores().getFirst().measure()).isEqualTo(run.test().own().standardMae());
    assertThat(page.leftOut()).hasSameSizeAs(run.test().leftOut().entrySet());
    assertThat(PanelReport.html(page)).contains("MAE std", "carousel it", "80 % interval holds");
  }

  /** Held linear layers stay as they began, however long the others learn. */
  @Test
  void linearLayersMayBeHeld() {
    SeriesSet set = set();
    List<float[]> held = new ArrayList<>();
    List<float[]> free = new ArrayList<>();
    for (int epochs = 1; epochs <= 2; epochs++) {
      for (boolean hold : new boolean[] {true, false}) {
        PanelOptions options =
            SamplePanel.options(1, 0.5)
                .withInput(
                    new PanelOptions.InputOptions(14, 7, null, true, null, true, Missing.LAST))
                .withTraining(
                    new PanelOptions.TrainingOptions(epochs, 200, 32, 0.01, LossKind.MAE, hold));
        RollingRun run = RollingRun.of(set, SamplePanel.SOURCE, options, 2, SPLIT, Phases.NONE);
        (hold ? held : free).add(linear(run.model().network()));
      }
    }
    assertThat(held.get(1)).isEqualTo(held.get(0));
    assertThat(free.get(1)).isNotEqualTo(free.get(0));
    assertThat(free.get(0)).isNotEqualTo(held.get(0));
  }

  private static float[] linear(Network network) {
    Parameter kernel =
        network.parameters().all().stream()
            .filter(p -> p.name().equals("linear_1/kernel"))
            .findFirst()
            .orElseThrow();
    int from = kernel.offset();
    return Arrays.copyOfRange(network.parameters().values(), from, from + kernel.shape().size());
  }

  @Test
  void theRidgeIsChosenOnValidationTime() {
    RollingRun run = run(set(), LossKind.MSE);
    assertThat(run.ridge()).isIn(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0);
    assertThat(run(set(1e6, -5, 1e7, 3), LossKind.MSE).ridge()).isEqualTo(run.ridge());
  }

  @Test
  void whatCannotBeSplitIsRefused() {
    assertThatThrownBy(() -> new RollingSplit(START.plusDays(1), START, null, 1, false))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("expected the earlier first");
    PanelOptions options = SamplePanel.options(1, 0.5);
    RollingSplit late = new RollingSplit(START.plusDays(70), START.plusDays(118), null, 1, false);
    assertThatThrownBy(
            () -> RollingRun.of(set(), SamplePanel.SOURCE, options, 2, late, Phases.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'s0'")
        .hasMessageContaining("2 to test")
        .hasMessageContaining("2020-01-01");
    assertThatThrownBy(() -> SPLIT.testPlaces(SamplePanel.set(2, 30)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no times");
  }
}
