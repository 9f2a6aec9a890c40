package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.model.ModelFile;
import dev.carousel.model.Provenance;
import dev.carousel.network.Network;
import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.metric.ForecastErrors;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Quoted;
import dev.carousel.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A global forecaster: one network for all series of a panel, those it was trained on and others.
 * Safe for many threads.
 */
public final class PanelModel {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final String TASK = "panel";

  private record Task(String task, PanelSpec panel) {
    Task {
      Objects.requireNonNull(panel, "panel is missing");
    }
  }

  private final PanelSpec spec;
  private final Network network; // one output
  private final PanelInference inference;
  private final @Nullable Provenance provenance;

  PanelModel(PanelSpec spec, Network network, Engine engine, @Nullable Provenance provenance) {
    this.spec = spec;
    this.network = network;
    this.inference = new PanelInference(spec, network, engine);
    this.provenance = provenance;
  }

  PanelSpec spec() {
    return spec;
  }

  Network network() {
    return network;
  }

  /** Steps forecast. */
  public int horizon() {
    return spec.horizon();
  }

  /** Steps of a season, 1 if there is none. */
  public int season() {
    return spec.season();
  }

  /** How to read a file for it. */
  public PanelSource source() {
    return spec.source();
  }

  /** The quantiles it gives, ascending. */
  public List<Double> levels() {
    return spec.levels();
  }

  /** The share of values its intervals are meant to hold. */
  public double coverage() {
    return spec.coverage();
  }

  /** Names of the baselines that are averaged with the network; may be empty. */
  public List<String> companions() {
    return spec.companions();
  }

  /** Number of trained values. */
  public int parameters() {
    return network.parameters().size();
  }

  /** Where it comes from; null if it was not saved yet. */
  public @Nullable Provenance provenance() {
    return provenance;
  }

  /** The same with a provenance. */
  PanelModel withProvenance(Provenance known) {
    return new PanelModel(spec, network, Engine.shared(), known);
  }

  /**
   * Forecasts every series from behind its last value.
   *
   * @return one for each series, in order
   * @throws BadInput if a forecast is no finite number
   */
  public List<SeriesForecast> forecasts(SeriesSet set) {
    List<double[]> histories = set.stream().map(NamedSeries::target).toList();
    refuseOtherTimes(set);
    RowsAhead.check(set, spec.source().covariates(), spec.horizon());
    List<double[][]> networks = quantiles(set.list());
    List<Baseline> companions =
        spec.companions().stream().map(name -> Companions.of(name, spec.season())).toList();
    List<SeriesForecast> forecasts = new ArrayList<>();
    for (int i = 0; i < histories.size(); i++) {
      String id = set.ids().get(i);
      double[] history = histories.get(i);
      double[][] quantiles = networks.get(i);
      double[] median = quantiles[spec.levels().indexOf(PanelSpec.MEDIAN)];
      double[] values = averaged(median.clone(), history, companions);
      refuseInfinite(set.source(), id, values);
      shift(quantiles, median.clone(), values);
      forecasts.add(new SeriesForecast(id, values, interval(history, values), List.of(quantiles)));
    }
    return forecasts;
  }

  /** The median of the network, without the baselines it is averaged with. */
  List<double[]> networkAlone(SeriesSet set) {
    int median = spec.levels().indexOf(PanelSpec.MEDIAN);
    return quantiles(set.list()).stream().map(levels -> levels[median]).toList();
  }

  /** The forecasts with the mean of others, step by step. */
  private double[] averaged(double[] forecast, double[] history, List<Baseline> companions) {
    for (Baseline companion : companions) {
      double[] other = companion.forecast(history, history.length, spec.horizon());
      Arrays.setAll(forecast, h -> forecast[h] + other[h]);
    }
    Arrays.setAll(forecast, h -> forecast[h] / (companions.size() + 1));
    return forecast;
  }

  /** Quantiles follow where the median is moved. */
  private static void shift(double[][] quantiles, double[] from, double[] to) {
    for (double[] quantile : quantiles) {
      Arrays.setAll(quantile, h -> quantile[h] + (to[h] - from[h]));
    }
  }

  private ConformalIntervals.@Nullable Bounds interval(double[] history, double[] values) {
    return spec.interval(values, ForecastErrors.scale(history, history.length, spec.season()));
  }

  private void refuseOtherTimes(SeriesSet set) {
    Frequency found = set.frequency();
    String words = found == null ? null : found.describe();
    if (!Objects.equals(words, spec.frequency())) {
      throw new BadInput(
          "%s: its series %s, the model was trained on series that %s; give it such a file, or train"
              + " another model",
          set.source(), times(words), times(spec.frequency()));
    }
  }

  private static String times(@Nullable String frequency) {
    return frequency == null ? "have no times" : "are " + frequency;
  }

  private static void refuseInfinite(String source, String id, double[] values) {
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new BadInput(
          "%s, series %s: what the model makes of it is not a finite number; values far beyond"
              + " those it was trained on, or a damaged model, give that: look at both, or train"
              + " another model",
          source, Quoted.of(id));
    }
  }

  /**
   * What the network alone forecasts, from behind the last value of each series.
   *
   * @return by series: (levels, horizon), sorted at each step (Chernozhukov, Fernandez-Val and
   *     Galichon 2010)
   */
  List<double[][]> quantiles(List<NamedSeries> series) {
    List<PreparedSeries> prepared =
        series.stream().map(one -> new PreparedSeries(spec, one)).toList();
    return quantiles(prepared, prepared.stream().mapToInt(PreparedSeries::length).toArray());
  }

  /** The same from any origin of each. */
  List<double[][]> quantiles(List<PreparedSeries> prepared, int[] origins) {
    float[] out = inference.outputs(prepared, origins);
    List<double[][]> all = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      double[][] quantiles = new double[spec.levels().size()][];
      for (int q = 0; q < quantiles.length; q++) {
        quantiles[q] = prepared.get(i).forecast(origins[i], out, i * spec.outputs(), q);
      }
      sort(quantiles);
      all.add(quantiles);
    }
    return all;
  }

  private static void sort(double[][] quantiles) {
    double[] step = new double[quantiles.length];
    for (int h = 0; h < quantiles[0].length; h++) {
      for (int q = 0; q < step.length; q++) {
        step[q] = quantiles[q][h];
      }
      Arrays.sort(step);
      for (int q = 0; q < step.length; q++) {
        quantiles[q][h] = step[q];
      }
    }
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    new ModelFile(network, provenance, JSON.valueToTree(new Task(TASK, spec))).write(file);
  }

  /** Whether a model file holds a global model. */
  public static boolean isIn(ModelFile content) {
    JsonNode task = content.task();
    return task != null && TASK.equals(task.path("task").asString(""));
  }

  /**
   * Reads a model.
   *
   * @throws BadInput if the file is damaged, or holds no global model
   */
  public static PanelModel load(Path file) throws IOException {
    return of(file, ModelFile.read(file));
  }

  /** The model that was read from a file. */
  public static PanelModel of(Path file, ModelFile content) {
    if (!isIn(content)) {
      throw new BadInput(
          "%s: a Carousel model, but none for many series; train one with carousel forecast train"
              + " --layout",
          file);
    }
    try {
      PanelSpec spec = JSON.treeToValue(content.task(), Task.class).panel();
      checkFit(file, spec, content.network());
      return new PanelModel(spec, content.network(), Engine.shared(), content.provenance());
    } catch (JacksonException e) {
      throw ModelFile.unreadable(file, "forecast part", e);
    }
  }

  private static List<Shape> shapes(List<Input> inputs) {
    return inputs.stream().map(Input::shape).toList();
  }

  private static void checkFit(Path file, PanelSpec spec, Network network) {
    List<Input> inputs = List.copyOf(PanelNetwork.inputs(spec).values());
    boolean fits =
        network.inputs().equals(inputs) && network.output().equals(Shape.of(spec.outputs()));
    if (!fits) {
      throw new BadInput(
          "%s: the network reads %s and gives %s, its forecast part reads %s and gives %d; the file"
              + " is damaged: copy it again from its source, or train and save anew",
          file, shapes(network.inputs()), network.output(), shapes(inputs), spec.outputs());
    }
  }
}
