package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.model.ModelFile;
import dev.carousel.task.panel.PanelTraining.Phase;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A global model: the same bits again, stopped or not, saved or not; and it learns. */
class PanelTrainingTest {
  @TempDir private Path folder;

  private static PanelTraining.Result train(SeriesSet set, PanelOptions options, Phases phases) {
    return PanelTraining.train(set, SamplePanel.SOURCE, options, phases);
  }

  private static double[][] values(PanelModel model, SeriesSet set) {
    return model.forecasts(set).stream().map(SeriesForecast::values).toArray(double[][]::new);
  }

  @Test
  void theSameBitsAgainAndAfterAStop() throws IOException {
    SeriesSet set = SamplePanel.set(9, 26);
    PanelOptions options = SamplePanel.options(2, 0.5);
    double[][] whole = values(train(set, options, Phases.NONE).model(), set);
    assertThat(values(train(set, options, Phases.NONE).model(), set)).isDeepEqualTo(whole);

    for (Phase stopped : Phase.values()) {
      Phases kept =
          (phase, fit) ->
              fit.checkpoint(folder.resolve(stopped + "-" + phase), Duration.ofHours(1));
      int[] steps = new int[1];
      PanelTraining.Result part =
          train(
              set,
              options,
              (phase, fit) -> {
                return phase == stopped
                    ? kept.of(phase, fit).stopWhen(() -> steps[0]++ == 7)
                    : kept.of(phase, fit);
              });
      assertThat(part.model()).isNull();
      assertThat(values(train(set, options, kept).model(), set)).isDeepEqualTo(whole);
    }
  }

  @Test
  void savedAndLoadedItForecastsTheSame() throws IOException {
    SeriesSet set = SamplePanel.set(12, 24);
    PanelModel model = train(set, SamplePanel.options(3, 0.1, 0.5, 0.9), Phases.NONE).model();
    Path file = folder.resolve("m.safetensors");
    model.save(file);
    PanelModel loaded = PanelModel.load(file);

    assertThat(loaded.spec()).isEqualTo(model.spec());
    SeriesSet others = SamplePanel.set(3, 31); // also series it has not seen
    assertThat(values(loaded, others)).isDeepEqualTo(values(model, others));
    List<SeriesForecast> a = model.forecasts(others);
    List<SeriesForecast> b = loaded.forecasts(others);
    for (int i = 0; i < a.size(); i++) {
      assertThat(b.get(i).interval().lower()).isEqualTo(a.get(i).interval().lower());
      for (int q = 0; q < 3; q++) {
        assertThat(b.get(i).quantiles().get(q)).isEqualTo(a.get(i).quantiles().get(q));
      }
    }
  }

  @Test
  void quantilesNeverCrossAndTheMedianIsTheForecast() {
    SeriesSet set = SamplePanel.set(10, 25);
    PanelModel model = train(set, SamplePanel.options(1, 0.2, 0.4, 0.5, 0.6), Phases.NONE).model();
    for (SeriesForecast one : model.forecasts(set)) {
      for (int h = 0; h < 5; h++) {
        for (int q = 1; q < 4; q++) {
          assertThat(one.quantiles().get(q)[h])
              .isGreaterThanOrEqualTo(one.quantiles().get(q - 1)[h]);
        }
        assertThat(one.quantiles().get(2)[h])
            .isCloseTo(one.values()[h], org.assertj.core.data.Percentage.withPercentage(1e-9));
        assertThat(one.interval().lower()[h]).isLessThan(one.values()[h]);
        assertThat(one.interval().upper()[h]).isGreaterThan(one.values()[h]);
      }
    }
  }

  /** A season that doubles and halves, without noise: naive methods of no season cannot have it. */
  @Test
  void itLearnsWhatAllSeriesHaveInCommon() {
    List<NamedSeries> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double[] values = new double[41];
      for (int t = 0; t < values.length; t++) {
        values[t] = (3 + 10 * i) * ((t + i) % 3 == 0 ? 2 : 1);
      }
      all.add(NamedSeries.undated("s" + i, new LinkedHashMap<>(), values));
    }
    SeriesSet set = SamplePanel.of(all).withSeason(1);
    PanelOptions options =
        SamplePanel.options(2, 0.5)
            .withCombine(false)
            .withTraining(SamplePanel.training(25, 2000, 32));
    PanelTraining.Result result = train(set, options, Phases.NONE);
    double error = 0;
    for (int i = 0; i < 30; i++) {
      double[] forecast = result.model().forecasts(set).get(i).values();
      for (int h = 0; h < 5; h++) {
        double came = (3 + 10 * i) * ((41 + h + i) % 3 == 0 ? 2 : 1);
        error += Math.abs(forecast[h] / came - 1) / 150;
      }
    }
    assertThat(error).isLessThan(0.05);
    assertThat(result.validation().owa().get("lstm")).isLessThan(0.2);
    assertThat(result.validation().companions()).isEmpty();
  }

  @Test
  void seriesTooShortAreRefusedIfAllAre() {
    assertThatThrownBy(() -> train(SamplePanel.set(1, 7), SamplePanel.options(1, 0.5), Phases.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("panel.csv")
        .hasMessageContaining("at least 8");
  }

  @Test
  void aShortSeriesAmongLongOnesIsForecast() {
    List<NamedSeries> all = new ArrayList<>(SamplePanel.set(9, 30).list());
    all.add(NamedSeries.undated("new", new LinkedHashMap<>(), new double[] {5}));
    all.add(NamedSeries.undated("two", new LinkedHashMap<>(), new double[] {5, 6}));
    SeriesSet set = SamplePanel.of(all);
    PanelModel model = train(set, SamplePanel.options(1, 0.5), Phases.NONE).model();
    List<SeriesForecast> forecasts = model.forecasts(set);
    assertThat(forecasts).hasSize(11);
    assertThat(Arrays.stream(forecasts.get(9).values()).boxed())
        .hasSize(5)
        .allMatch(Double::isFinite);
    assertThat(Arrays.stream(forecasts.get(10).values()).boxed())
        .hasSize(5)
        .allMatch(Double::isFinite);
  }

  /** Also where what baselines make of it, a rounding beside it, is averaged with the network. */
  @Test
  void aSeriesThatNeverMovedIsForecastAsItIs() {
    double[] constants = {5, 0.3, 1234.56, 1 / 3.0, 0.1};
    List<NamedSeries> all = new ArrayList<>(SamplePanel.set(9, 30).list());
    for (double constant : constants) {
      double[] values = new double[30];
      Arrays.fill(values, constant);
      all.add(NamedSeries.undated("c" + constant, new LinkedHashMap<>(), values));
    }
    SeriesSet set = SamplePanel.of(all);
    PanelModel alone = train(set, SamplePanel.options(1, 0.5), Phases.NONE).model();
    PanelSpec spec = alone.spec().withCompanions(List.of("theta", "ets"));
    PanelModel model =
        new PanelModel(spec, alone.kind(), alone.network(), Engine.shared(), alone.provenance());
    List<SeriesForecast> forecasts = model.forecasts(set);
    for (int i = 0; i < constants.length; i++) {
      assertThat(alone.forecasts(set).get(9 + i).values()).containsOnly(constants[i]);
      assertThat(forecasts.get(9 + i).values()).containsOnly(constants[i]);
      assertThat(forecasts.get(9 + i).interval().lower()).containsOnly(constants[i]);
    }
  }

  /** A window in which a level has changed is unlike all it has learnt from. */
  @Test
  void aChangeOfLevelDoesNotRunAway() {
    double[] values = SamplePanel.series(120, 3);
    for (int t = 100; t < 120; t++) {
      values[t] *= 1000;
    }
    NamedSeries one = NamedSeries.undated("y", new LinkedHashMap<>(), values);
    SeriesSet set = SamplePanel.of(List.of(one));
    PanelTraining.Result result = train(set, SamplePanel.options(1, 0.5), Phases.NONE);
    double most = Arrays.stream(values).max().orElseThrow();
    for (double forecast : result.model().forecasts(set).getFirst().values()) {
      assertThat(forecast).isBetween(0.0, 3.2 * most);
    }
    assertThat(result.validation().far()).isEqualTo(result.validation().least() > 2);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    SeriesSet set = SamplePanel.set(9, 24);
    Path file = folder.resolve("m.safetensors");
    train(set, SamplePanel.options(1, 0.5), Phases.NONE).model().save(file);
    ModelFile content = ModelFile.read(file);
    ModelFile none = new ModelFile(content.network(), null, null);
    assertThatThrownBy(() -> PanelModel.of(file, none))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("none for many series");

    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    String damaged = text.replace("\\\"horizon\\\":5", "\\\"horizon\\\":6");
    assertThat(damaged).isNotEqualTo(text);
    Files.write(file, damaged.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PanelModel.load(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("m.safetensors");
  }

  @Test
  void choicesAreMadeWithoutTheEnd() {
    SeriesSet set = SamplePanel.set(9, 26);
    int[] seen = new int[1];
    PanelTraining.Result result =
        train(
            set,
            SamplePanel.options(1, 0.5),
            (phase, fit) -> {
              seen[0]++;
              return fit;
            });
    assertThat(seen[0]).isEqualTo(2);
    assertThat(result.validation().owa()).hasSize(16);
    double least = result.validation().owa().values().stream().mapToDouble(v -> v).min().orElse(9);
    String chosen = PanelValidation.label("lstm", result.validation().companions());
    assertThat(result.validation().owa().get(chosen)).isEqualTo(least);
    assertThat(Arrays.asList(result.model().companions().toArray()))
        .isEqualTo(Arrays.asList(result.validation().companions().toArray()));
  }
}
