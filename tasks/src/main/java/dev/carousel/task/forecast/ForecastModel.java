package dev.carousel.task.forecast;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.model.ModelFile;
import dev.carousel.model.Provenance;
import dev.carousel.model.Summary;
import dev.carousel.network.Network;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Evaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A trained forecaster: a network, and how a series becomes its input. Safe for many threads. */
public final class ForecastModel {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addMixIn(Frequency.class, FrequencyMixin.class)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final String TASK = "forecast";

  @JsonIgnoreProperties("subDaily")
  private interface FrequencyMixin {}

  private record Task(String task, ForecastSpec forecast) {
    Task {
      Objects.requireNonNull(forecast, "forecast is missing");
    }
  }

  private final ForecastSpec spec;
  private final Network network;
  private final Engine engine;
  private final Evaluator evaluator;
  private final @Nullable Provenance provenance;

  ForecastModel(
      ForecastSpec spec, Network network, Engine engine, @Nullable Provenance provenance) {
    this.spec = spec;
    this.network = network;
    this.engine = engine;
    this.evaluator = new Evaluator(network, engine);
    this.provenance = provenance;
  }

  /** Steps forecast. */
  public int horizon() {
    return spec.horizon();
  }

  /** Steps read before an origin. */
  public int window() {
    return spec.window();
  }

  /** The column it forecasts. */
  public String target() {
    return spec.target().column();
  }

  /** How to read a table for it. */
  public SeriesOptions seriesOptions() {
    return spec.seriesOptions();
  }

  /** Number of trained values. */
  public int parameters() {
    return network.parameters().size();
  }

  /** Where it comes from; null if it was not saved yet. */
  public @Nullable Provenance provenance() {
    return provenance;
  }

  /** Layers, output shapes and parameter counts, as a table. */
  public String summary() {
    return Summary.of(network);
  }

  /** The same with intervals. */
  ForecastModel withIntervals(ForecastSpec.@Nullable Intervals intervals) {
    return new ForecastModel(spec.withIntervals(intervals), network, engine, provenance);
  }

  /** The share of values its intervals are to hold; NaN if it has none. */
  public double coverage() {
    return spec.intervals() == null ? Double.NaN : spec.intervals().coverage();
  }

  /**
   * The interval around a forecast from an origin; null if the model has none.
   *
   * @param forecast what the model made of it
   */
  public ConformalIntervals.@Nullable Bounds interval(
      TimeSeries series, int origin, double[] forecast) {
    ForecastSpec.Intervals intervals = spec.intervals();
    return intervals == null
        ? null
        : intervals.around(forecast, series.target(), origin, spec.season());
  }

  /** The same with a provenance. */
  ForecastModel withProvenance(Provenance known) {
    return new ForecastModel(spec, network, engine, known);
  }

  ForecastSpec spec() {
    return spec;
  }

  Network network() {
    return network;
  }

  /**
   * Forecasts.
   *
   * @param origin place of the first step to be forecast, from {@link #window} to the series'
   *     length
   * @return {@link #horizon} values in the target's unit
   * @throws BadInput if the series is not of the kind the model was trained on
   */
  public double[] forecast(TimeSeries series, int origin) {
    return forecasts(series, origin).getFirst();
  }

  /** Forecasts from several origins at once. */
  public List<double[]> forecasts(TimeSeries series, int... origins) {
    check(series);
    Features features = new Features(spec, series);
    int one = spec.window() * spec.features();
    float[] x = new float[origins.length * one];
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] < spec.window() || origins[i] > series.length()) {
        throw new BadInput(
            "%s: the model reads %d steps before the first it forecasts, there are %d; give more rows",
            series.source(), spec.window(), origins[i]);
      }
      features.window(origins[i], x, i * one);
    }
    Tensor y = evaluator.predict(Tensor.of(x, origins.length, spec.window(), spec.features()));
    float[] outputs = y.toArray();
    List<double[]> forecasts = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      double[] forecast = features.forecast(origins[i], outputs, i * spec.horizon());
      if (!Arrays.stream(forecast).allMatch(Double::isFinite)) {
        throw new BadInput(
            "%s: what the model makes of it is not a finite number; values far beyond those it was"
                + " trained on, or a damaged model, give that: look at both, or train another model",
            series.source());
      }
      forecasts.add(forecast);
    }
    return forecasts;
  }

  /** What the model would forecast with its network switched off. */
  List<double[]> linearParts(TimeSeries series, int... origins) {
    Features features = new Features(spec, series);
    float[] nothing = new float[spec.horizon()];
    List<double[]> forecasts = new ArrayList<>();
    for (int origin : origins) {
      forecasts.add(features.forecast(origin, nothing, 0));
    }
    return forecasts;
  }

  /** The place of the first step after the model's training time. */
  int trainEnd(TimeSeries series) {
    LocalDateTime end = LocalDateTime.parse(spec.trainEndTime());
    return Math.clamp(spec.frequency().between(series.start(), end), -1, Integer.MAX_VALUE);
  }

  private void check(TimeSeries series) {
    if (!series.frequency().equals(spec.frequency())) {
      throw new BadInput(
          "%s: the series is %s, the model was trained on one that is %s; give it such a file or train"
              + " another model",
          series.source(), series.frequency().describe(), spec.frequency().describe());
    }
    for (Channel channel : spec.covariates()) {
      if (!series.columnNames().contains(channel.column())) {
        throw new BadInput(
            "%s: no numeric column '%s', which the model reads (its columns: %s, %s); give a file with"
                + " these columns or train another model",
            series.source(),
            channel.column(),
            target(),
            String.join(", ", spec.covariates().stream().map(Channel::column).toList()));
      }
    }
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    new ModelFile(network, provenance, JSON.valueToTree(new Task(TASK, spec))).write(file);
  }

  /**
   * Reads a model.
   *
   * @throws BadInput if the file is damaged, or not a forecast model
   */
  public static ForecastModel load(Path file) throws IOException {
    return of(file, ModelFile.read(file));
  }

  /** The model that was read from a file. */
  public static ForecastModel of(Path file, ModelFile content) {
    JsonNode task = content.task();
    if (task == null || !TASK.equals(task.path("task").asString(""))) {
      throw new BadInput(
          "%s: a Carousel model, but not a forecast model; train one with carousel forecast train",
          file);
    }
    try {
      ForecastSpec spec = JSON.treeToValue(task, Task.class).forecast();
      checkFit(file, spec, content.network());
      return new ForecastModel(spec, content.network(), Engine.shared(), content.provenance());
    } catch (JacksonException e) {
      throw ModelFile.unreadable(file, "forecast part", e);
    }
  }

  private static void checkFit(Path file, ForecastSpec spec, Network network) {
    Input input = network.input();
    boolean fits =
        input.timeSteps() == spec.window()
            && input.features() == spec.features()
            && network.output().equals(Shape.of(spec.horizon()));
    if (!fits) {
      throw new BadInput(
          "%s: the network reads %s and gives %s, its forecast part has a window of %d steps, %d"
              + " features and a horizon of %d; the file is damaged: copy it again from its source,"
              + " or train and save anew",
          file, input.shape(), network.output(), spec.window(), spec.features(), spec.horizon());
    }
  }
}
