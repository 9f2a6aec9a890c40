package dev.carousel.task.panel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.model.ModelFile;
import dev.carousel.task.baseline.SeasonalNaive;
import dev.carousel.task.distribution.Likelihood;
import dev.carousel.task.panel.ModelOptions.Attention;
import dev.carousel.task.panel.ModelOptions.ModelType;
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
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of global model has to keep: the same bits, a file of its own, and learning. */
class PanelKindsTest {
  @TempDir private Path folder;

  static Stream<ModelOptions> kinds() {
    return Stream.of(
        ModelOptions.DIRECT,
        ModelOptions.of(ModelType.ENCODER_DECODER),
        ModelOptions.of(ModelType.ENCODER_DECODER).withAttention(Attention.LUONG),
        ModelOptions.of(ModelType.ES_RNN),
        ModelOptions.of(ModelType.DEEPAR).withSamples(15),
        ModelOptions.of(ModelType.DEEPAR).withDistribution(Likelihood.GAUSSIAN).withSamples(15),
        ModelOptions.of(ModelType.DEEPAR)
            .withDistribution(Likelihood.NEGATIVE_BINOMIAL)
            .withSamples(15));
  }

  private static PanelOptions options(ModelOptions model) {
    PanelOptions base = SamplePanel.options(2, 0.2, 0.5, 0.8);
    return base.withNetwork(base.network().withModel(model))
        .withCombine(false)
        .withTraining(SamplePanel.training(2, 100, 16));
  }

  /** Whole numbers, so that every distribution can be of them. */
  private static SeriesSet set(int series, int shortest) {
    List<NamedSeries> all = new ArrayList<>();
    for (NamedSeries one : SamplePanel.set(series, shortest)) {
      double[] counts = Arrays.stream(one.target()).map(Math::rint).toArray();
      all.add(NamedSeries.undated(one.id(), new LinkedHashMap<>(), counts));
    }
    return SamplePanel.of(all);
  }

  private static PanelTraining.Result train(SeriesSet set, PanelOptions options, Phases phases) {
    return PanelTraining.train(set, SamplePanel.SOURCE, options, phases);
  }

  private static List<List<Object>> all(PanelModel model, SeriesSet set) {
    return model.forecasts(set).stream()
        .map(one ->
            Stream.of(
                    Stream.of(one.values()),
                    one.quantiles().stream(),
                    one.samples().stream(),
                    Stream.of(one.interval().lower()))
                .flatMap(s -> s)
                .map(values -> (Object) Arrays.toString(values))
                .toList())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSameBitsAfterAStopAndFromAFile(ModelOptions kind) throws IOException {
    SeriesSet set = set(9, 26);
    PanelOptions options = options(kind);
    PanelModel model = train(set, options, Phases.NONE).model();
    List<List<Object>> whole = all(model, set);
    for (Phase stopped : Phase.values()) {
      Phases kept =
          (phase, fit) ->
              fit.checkpoint(folder.resolve(stopped + "-" + phase), Duration.ofHours(1));
      int[] steps = new int[1];
      PanelTraining.Result part =
          train(
              set,
              options,
              (phase, fit) ->
                  phase == stopped
                      ? kept.of(phase, fit).stopWhen(() -> steps[0]++ == 1)
                      : kept.of(phase, fit));
      assertThat(part.model()).isNull();
      assertThat(all(train(set, options, kept).model(), set)).isEqualTo(whole);
    }
    Path file = folder.resolve("m.safetensors");
    model.save(file);
    PanelModel loaded = PanelModel.load(file);
    assertThat(loaded.kind()).isEqualTo(model.kind());
    assertThat(loaded.label()).isEqualTo(options.network().label());
    SeriesSet others = set(3, 31);
    assertThat(all(loaded, others)).isEqualTo(all(model, others));
    boolean named = ModelFile.read(file).task().has("kind");
    assertThat(named).isEqualTo(kind.type() != ModelType.DIRECT);
  }

  /** A forecast is that of the series, whatever others are beside it. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aSeriesIsForecastAloneAsInCompany(ModelOptions kind) {
    SeriesSet set = set(9, 26);
    PanelModel model = train(set, options(kind), Phases.NONE).model();
    SeriesSet one = SamplePanel.of(List.of(set.list().get(4)));
    assertThat(all(model, one).getFirst()).isEqualTo(all(model, set).get(4));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyOptionChangesTheForecast(ModelOptions kind) {
    SeriesSet set = set(9, 26);
    PanelOptions options = options(kind);
    List<List<Object>> before = all(train(set, options, Phases.NONE).model(), set);
    List<PanelOptions> others =
        new ArrayList<>(
            List.of(
                options.withSeed(2),
                options.withNetwork(options.network().withMembers(3)),
                options.withNetwork(
                    new PanelOptions.NetworkOptions(
                        PanelOptions.CellKind.GRU, 9, 0.1, 2, options.network().quantiles(), kind)),
                options.withInput(
                    new PanelOptions.InputOptions(16, 0, null, true, null, true, Missing.LAST))));
    if (kind.type() == ModelType.DEEPAR) {
      others.add(options.withNetwork(options.network().withModel(kind.withSamples(16))));
    }
    for (PanelOptions other : others) {
      assertThat(all(train(set, other, Phases.NONE).model(), set))
          .as(other.toString())
          .isNotEqualTo(before);
    }
  }

  /** A season whose heights depend on the last value: seasonal naive cannot have it. */
  @ParameterizedTest
  @MethodSource("kinds")
  void itIsBetterThanSeasonalNaive(ModelOptions kind) {
    List<NamedSeries> all = new ArrayList<>();
    List<double[]> came = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 24; i++) {
      double[] values = new double[66];
      double level = 200 + 30 * i;
      for (int t = 0; t < values.length; t++) {
        level *= 1 + 0.08 * random.nextGaussian();
        values[t] = Math.rint(level * (1 + 0.5 * ((t + i) % 4 == 0 ? 1 : 0)));
      }
      came.add(Arrays.copyOfRange(values, 61, 66));
      all.add(NamedSeries.undated("s" + i, new LinkedHashMap<>(), Arrays.copyOf(values, 61)));
    }
    SeriesSet set = SamplePanel.of(all);
    PanelOptions options =
        options(kind.withSamples(61)).withTraining(SamplePanel.training(12, 700, 32));
    List<SeriesForecast> forecasts = train(set, options, Phases.NONE).model().forecasts(set);
    double own = 0;
    double naive = 0;
    for (int i = 0; i < came.size(); i++) {
      double[] history = all.get(i).target();
      double[] other = new SeasonalNaive(4).forecast(history, history.length, 5);
      for (int h = 0; h < 5; h++) {
        own += Math.abs(forecasts.get(i).values()[h] / came.get(i)[h] - 1);
        naive += Math.abs(other[h] / came.get(i)[h] - 1);
      }
    }
    assertThat(own).isLessThan(0.85 * naive);
  }

  @Test
  void countsStayCountsAndOthersAreRefused() {
    ModelOptions kind =
        ModelOptions.of(ModelType.DEEPAR)
            .withDistribution(Likelihood.NEGATIVE_BINOMIAL)
            .withSamples(15);
    SeriesSet set = set(9, 26);
    PanelModel model = train(set, options(kind), Phases.NONE).model();
    for (SeriesForecast one : model.forecasts(set)) {
      assertThat(one.samples()).hasSize(15);
      for (double[] path : one.samples()) {
        assertThat(Arrays.stream(path).allMatch(v -> v >= 0 && v == Math.rint(v))).isTrue();
      }
      assertThat(Arrays.stream(one.values()).allMatch(v -> v == Math.rint(v))).isTrue();
      assertThat(Arrays.stream(one.interval().lower()).allMatch(v -> v >= 0)).isTrue();
    }
    SeriesSet others = SamplePanel.set(9, 26);
    assertThatThrownBy(() -> train(others, options(kind), Phases.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'s0', value 1")
        .hasMessageContaining("student-t");
    assertThatThrownBy(() -> model.forecasts(others))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is no count");
  }

  /** A file whose parts do not fit each other is refused, of whichever kind it is. */
  @ParameterizedTest
  @MethodSource("damages")
  void aDamagedFileIsRefused(ModelOptions kind, String found, String instead) throws IOException {
    SeriesSet set = set(9, 26);
    Path file = folder.resolve("m.safetensors");
    train(set, options(kind), Phases.NONE).model().save(file);
    String text = Files.readString(file, ISO_8859_1);
    String damaged = text.replaceFirst(Pattern.quote(found), Matcher.quoteReplacement(instead));
    assertThat(damaged).isNotEqualTo(text).hasSameSizeAs(text);
    Files.writeString(file, damaged, ISO_8859_1);
    assertThatThrownBy(() -> PanelModel.load(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("m.safetensors")
        .hasMessageContaining("damaged");
  }

  static Stream<Arguments> damages() {
    String horizon = "\\\"horizon\\\":5,\\\"season";
    String longer = "\\\"horizon\\\":6,\\\"season";
    ModelOptions deepar = ModelOptions.of(ModelType.DEEPAR).withSamples(9);
    return Stream.of(
        Arguments.of(ModelOptions.of(ModelType.ENCODER_DECODER), horizon, longer),
        Arguments.of(ModelOptions.of(ModelType.ES_RNN), horizon, longer),
        Arguments.of(deepar, "\\\"lags\\\":[1,2,3,", "\\\"lags\\\":[1,3,2,"),
        Arguments.of(deepar, "\\\"samples\\\":9", "\\\"samples\\\":1"),
        Arguments.of(deepar, "student-t", "gaussian_"),
        Arguments.of(deepar, "\\\"deepar\\\"", "\\\"direct\\\""));
  }

  @Test
  void whatAKindHasNotIsRefused() {
    PanelOptions options = options(ModelOptions.of(ModelType.DEEPAR));
    SeriesSet set = set(9, 26);
    PanelOptions segments =
        options.withInput(
            new PanelOptions.InputOptions(8, 4, null, true, null, true, Missing.LAST));
    assertThatThrownBy(() -> train(set, segments, Phases.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--segment 4");
    assertThatThrownBy(() ->
            options
                .withNetwork(options.network().withQuantiles(0.5))
                .withTraining(
                    new PanelOptions.TrainingOptions(2, 20, 8, 0.01, PanelOptions.LossKind.MSE)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("likelihood");
    assertThatThrownBy(() -> ModelType.of("deep-ar"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("direct, encoder-decoder, deepar");
    assertThatThrownBy(() -> ModelOptions.of(ModelType.DEEPAR).withSamples(1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--samples 1");
  }
}
