package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.model.ModelFile;
import dev.carousel.model.Provenance;
import dev.carousel.network.Network;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.conformal.LocalScale;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A global forecaster: one network for all series of a panel, those it was trained on and others.
 * Safe for many threads.
 */
public final class PanelModel {
  private static final int ROWS = 256; // forecast at a time

  private final PanelSpec spec;
  private final ModelKind kind;
  private final Network network;
  private final Forecaster forecaster;
  private final @Nullable Provenance provenance;

  /**
   * A model.
   *
   * @param network as it forecasts
   * @throws IllegalArgumentException if the network is none of that kind
   */
  PanelModel(
      PanelSpec spec,
      ModelKind kind,
      Network network,
      Engine engine,
      @Nullable Provenance provenance) {
    this.spec = spec;
    this.kind = kind;
    this.network = network;
    this.forecaster = kind.forecaster(spec, network, engine);
    this.provenance = provenance;
  }

  PanelSpec spec() {
    return spec;
  }

  ModelKind kind() {
    return kind;
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

  /** Its name in results, such as {@code lstm} or {@code lstm + theta}. */
  String label() {
    return PanelValidation.label(kind.label(network), companions());
  }

  /** Number of trained values. */
  public int parameters() {
    return network.parameters().size();
  }

  /** Where it comes from; null if it was not saved yet. */
  public @Nullable Provenance provenance() {
    return provenance;
  }

  /**
   * The first time it has not learnt from, nor been chosen by; null if the series had no times, or
   * it is not known.
   */
  public @Nullable LocalDateTime seen() {
    return PanelProvenance.seen(provenance);
  }

  /** The same with intervals. */
  PanelModel withRadii(List<Double> radii) {
    return new PanelModel(spec.withRadii(radii), kind, network, Engine.shared(), provenance);
  }

  /** The same with a provenance. */
  PanelModel withProvenance(Provenance known) {
    return new PanelModel(spec, kind, network, Engine.shared(), known);
  }

  /**
   * Forecasts every series from behind its last value.
   *
   * @return one for each series, in order
   * @throws BadInput if a forecast is no finite number
   */
  public List<SeriesForecast> forecasts(SeriesSet set) {
    List<double[]> histories = set.stream().map(NamedSeries::target).toList();
    check(set);
    RowsAhead.check(set, spec.source().covariates(), spec.horizon());
    List<Forecaster.Forecast> networks = ofNetwork(set.list());
    List<SeriesForecast> forecasts = new ArrayList<>();
    for (int i = 0; i < histories.size(); i++) {
      double[] history = histories.get(i);
      String id = set.ids().get(i);
      SeriesForecast one = whole(id, history, history.length, networks.get(i));
      refuseInfinite(set.source(), id, one.values());
      forecasts.add(one);
    }
    return forecasts;
  }

  /** The forecast from an origin of a series: the network's, averaged with its companions'. */
  SeriesForecast whole(String id, double[] target, int origin, Forecaster.Forecast ofNetwork) {
    double[][] quantiles = ofNetwork.quantiles();
    double[][] samples = ofNetwork.samples();
    double[] median = quantiles[spec.levels().indexOf(PanelSpec.MEDIAN)].clone();
    double[] values = Companions.averaged(spec.companions(), spec.season(), target, origin, median);
    shift(quantiles, median, values);
    if (samples != null) {
      shift(samples, median, values);
    }
    return new SeriesForecast(
        id,
        values,
        interval(target, origin, values),
        List.of(quantiles),
        samples == null ? List.of() : List.of(samples));
  }

  /** The median of the network, without the baselines it is averaged with. */
  List<double[]> networkAlone(SeriesSet set) {
    int median = spec.levels().indexOf(PanelSpec.MEDIAN);
    return quantiles(set.list()).stream().map(levels -> levels[median]).toList();
  }

  /** Quantiles and paths follow where the median is moved. */
  private static void shift(double[][] paths, double[] from, double[] to) {
    for (double[] path : paths) {
      Arrays.setAll(path, h -> path[h] + (to[h] - from[h]));
    }
  }

  /** The interval around a forecast from an origin of a series; null if none was learnt. */
  ConformalIntervals.@Nullable Bounds interval(double[] target, int origin, double[] values) {
    ConformalIntervals.Bounds bounds =
        spec.interval(values, LocalScale.before(target, origin, spec.season()));
    return bounds == null ? null : bounds.atLeast(kind.least());
  }

  /** Refuses series of another frequency, or of values the model cannot read. */
  void check(SeriesSet set) {
    refuseOtherTimes(set);
    kind.check(set);
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

  private List<Forecaster.Forecast> ofNetwork(List<NamedSeries> series) {
    List<PreparedSeries> prepared =
        series.stream().map(one -> new PreparedSeries(spec, one)).toList();
    int[] ends = prepared.stream().mapToInt(PreparedSeries::length).toArray();
    List<Forecaster.Forecast> all = new ArrayList<>();
    forecast(prepared, ends, (one, place) -> all.add(one));
    return all;
  }

  private static void refuseInfinite(Forecaster.Forecast one) {
    if (!Arrays.stream(one.quantiles())
        .flatMapToDouble(Arrays::stream)
        .allMatch(Double::isFinite)) {
      throw new BadInput(
          "what the network makes of the series is not a finite number; a training that ran away"
              + " gives that (take a smaller --learning-rate), or values far beyond those it was"
              + " trained on, or a damaged model");
    }
  }

  /**
   * What the network alone forecasts, from behind the last value of each series.
   *
   * @return by series: (levels, horizon), sorted at each step
   */
  List<double[][]> quantiles(List<NamedSeries> series) {
    return ofNetwork(series).stream().map(Forecaster.Forecast::quantiles).toList();
  }

  /** The same from any origin of each. */
  List<double[][]> quantiles(List<PreparedSeries> prepared, int[] origins) {
    List<double[][]> all = new ArrayList<>();
    forecast(prepared, origins, (one, place) -> all.add(one.quantiles()));
    return all;
  }

  /** The same with paths, too many to keep: each is handed on with its place, in order. */
  void forecast(
      List<PreparedSeries> prepared, int[] origins, ObjIntConsumer<Forecaster.Forecast> receiver) {
    for (int from = 0; from < origins.length; from += ROWS) {
      int to = Math.min(origins.length, from + ROWS);
      int[] some = Arrays.copyOfRange(origins, from, to);
      int place = from;
      for (Forecaster.Forecast one : forecaster.forecast(prepared.subList(from, to), some)) {
        refuseInfinite(one);
        receiver.accept(one, place++);
      }
    }
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    PanelModelFile.write(this, file);
  }

  /** Whether a model file holds a global model. */
  public static boolean isIn(ModelFile content) {
    return PanelModelFile.isIn(content);
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
    return PanelModelFile.of(file, content);
  }
}
