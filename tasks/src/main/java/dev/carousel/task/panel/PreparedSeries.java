package dev.carousel.task.panel;

import dev.carousel.task.baseline.SeasonalAdjustment;
import dev.carousel.task.metric.ForecastErrors;
import dev.carousel.task.series.Fill;
import dev.carousel.task.series.NamedSeries;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * One series as the network sees it: gaps filled, significant seasons taken away, logarithms where
 * all values are positive; and the level and the spread that a window of it loses. Seasons and the
 * choice of logarithms are learnt from the values given, so only the past may be given.
 */
final class PreparedSeries {
  private static final double LEAST_SPREAD = 0.05; // of that of the whole series
  private static final double TOLD_SPREAD = 1; // the same where columns tell what moves it
  private static final double LEAST_SHARE = 0.1; // of the least value known, for logarithms

  private final PanelSpec spec;
  private final double[] raw; // NaN where missing
  private final SeasonalAdjustment season;
  private final boolean log;
  private final double[] values; // deseasonalised, logarithms, without gaps
  private final double[] carried; // the same, gaps always filled with the last value before
  private final int[] seen; // the last place with a value up to each
  private final WindowReading reading;
  private final int first; // first observed place
  private final double leastSpread;
  private final double scale; // of MASE, in the unit of values; NaN if there is none
  private final double relative;
  private final double mean;
  private final double deviation;
  private final HistoryRange range;

  /** Prepares a series all of which is the past. */
  PreparedSeries(PanelSpec spec, NamedSeries series) {
    this(spec, series, series.length());
  }

  /** The same without times. */
  PreparedSeries(PanelSpec spec, double[] target) {
    this(spec, NamedSeries.undated("", new LinkedHashMap<>(), target));
  }

  /**
   * Prepares a series.
   *
   * @param series with at least one value before {@code known}
   * @param known the place behind what seasons, scale and logarithms are learnt from
   */
  PreparedSeries(PanelSpec spec, NamedSeries series, int known) {
    double[] target = series.target();
    this.spec = spec;
    this.raw = target;
    this.seen = FilledColumn.seen(target);
    int start = 0;
    while (Double.isNaN(target[start])) {
      start++;
    }
    this.first = start;
    this.range = new HistoryRange(target);
    boolean line = spec.inputs().missing() == Missing.INTERPOLATE;
    double[] learnt = (line ? Fill.LINEAR : Fill.FORWARD).fill(Arrays.copyOf(target, known), 0);
    double[] past = Arrays.copyOfRange(learnt, first, known);
    this.season =
        spec.deseasonalise()
            ? SeasonalAdjustment.tested(past, spec.season())
            : SeasonalAdjustment.none();
    double least = Arrays.stream(season.adjust(past)).min().orElseThrow();
    this.log = spec.log() && least > 0;
    this.carried = read(Fill.FORWARD.fill(target, 0), least);
    this.values = line ? read(Fill.LINEAR.fill(target, 0), least) : carried;
    double share = spec.inputs().known().isEmpty() ? LEAST_SPREAD : TOLD_SPREAD;
    this.leastSpread = share * Scaling.spread(before(known), first, known) + 1e-9;
    this.scale = scale(past);
    double size = Arrays.stream(past).map(Math::abs).sum() / past.length;
    this.relative = log || size == 0 ? 1 : 1 / size;
    double[] read = before(known);
    this.mean = Arrays.stream(read, first, known).sum() / (known - first);
    this.deviation = deviation(read, known);
    this.reading = new WindowReading(spec, this, series, raw, seen);
  }

  /** Seasons taken away, logarithms, the first value before the series begins. */
  private double[] read(double[] filled, double least) {
    double[] adjusted = season.adjust(Arrays.copyOfRange(filled, first, filled.length));
    double[] read = new double[filled.length];
    for (int t = 0; t < adjusted.length; t++) {
      read[first + t] =
          log ? StrictMath.log(Math.max(adjusted[t], LEAST_SHARE * least)) : adjusted[t];
    }
    Arrays.fill(read, 0, first, read[first]);
    return read;
  }

  /** The values as they look from an origin: no line leads to a value behind it. */
  double[] before(int origin) {
    int last = seen[origin - 1];
    if (spec.inputs().missing() != Missing.INTERPOLATE || last == origin - 1) {
      return values;
    }
    double[] known = Arrays.copyOf(values, origin);
    System.arraycopy(carried, last + 1, known, last + 1, origin - last - 1);
    return known;
  }

  private double deviation(double[] read, int known) {
    double squares = 0;
    for (int t = first; t < known; t++) {
      squares += (read[t] - mean) * (read[t] - mean);
    }
    return squares == 0 ? 1 : Math.sqrt(squares / (known - first));
  }

  private double scale(double[] past) {
    double[] same = new double[past.length];
    Arrays.setAll(same, t -> log ? StrictMath.log(past[t]) : past[t]);
    int steps = past.length > spec.season() ? spec.season() : 1;
    return ForecastErrors.scale(same, same.length, steps);
  }

  int length() {
    return values.length;
  }

  /** The first origin to learn from: with a whole window before it, if the series is that long. */
  int firstOrigin() {
    int whole = first + spec.window();
    int short_ = Math.max(first + 2, values.length - 2 * spec.horizon());
    return Math.min(whole, short_);
  }

  /**
   * The mean absolute step of a season, as the network sees values: what MASE divides by; NaN if
   * the series does not move.
   */
  double scale() {
    return scale;
  }

  /** What makes an error of {@code values} a share of the series: 1 of logarithms. */
  double relative() {
    return relative;
  }

  /** The standard deviation, as the network sees values; 1 if they are constant. */
  double deviation() {
    return deviation;
  }

  /** A window's first place, not before the series begins. */
  int from(int origin) {
    return Math.clamp((long) origin - spec.window(), first, origin - 1);
  }

  double level(int origin) {
    if (spec.scaling() == Scaling.STANDARD) {
      return mean;
    }
    return spec.scaling().level(before(origin), from(origin), origin, levelSeason());
  }

  /** A level over a season of what has none any more would only lag. */
  private int levelSeason() {
    return spec.deseasonalise() ? 1 : spec.season();
  }

  /** How much the window before an origin moves, at least a little. */
  double spread(int origin) {
    if (spec.scaling() == Scaling.STANDARD) {
      return deviation;
    }
    return Math.max(leastSpread, Scaling.spread(before(origin), from(origin), origin));
  }

  /** Writes what the recurrent layers read of an origin. */
  void window(int origin, float[] to, int offset) {
    reading.window(origin, to, offset);
  }

  /** Writes what the linear layers read of an origin. */
  void linear(int origin, float[] to, int offset) {
    reading.linear(origin, to, offset);
  }

  /** Writes what is known ahead of an origin, and of the series as a whole. */
  void ahead(int origin, float[] to, int offset) {
    reading.ahead(origin, to, offset);
  }

  /** Writes what is known of a place ahead. */
  void known(int place, float[] to, int offset) {
    reading.known(place, to, offset);
  }

  /** Whether nothing is missing of the window before an origin and of the horizon behind it. */
  boolean complete(int origin) {
    for (int t = from(origin); t < origin + spec.horizon(); t++) {
      if (!observed(t, 0)) {
        return false;
      }
    }
    return reading.complete(origin);
  }

  /** Whether there is a value to learn from so many steps behind an origin. */
  boolean observed(int origin, int step) {
    return origin + step < raw.length && !Double.isNaN(raw[origin + step]);
  }

  /** Writes what the network is to give: each value of the horizon once for each quantile. */
  void target(int origin, float[] to, int offset) {
    double level = level(origin);
    double spread = spread(origin);
    int levels = spec.levels().size();
    for (int h = 0; h < spec.horizon(); h++) {
      float value = observed(origin, h) ? (float) ((values[origin + h] - level) / spread) : 0f;
      Arrays.fill(to, offset + h * levels, offset + (h + 1) * levels, value);
    }
  }

  /**
   * The values of an output of the network, in the unit of the target, no farther out than {@link
   * HistoryRange} says; NaN where it is no finite number.
   *
   * @param quantile its place among the levels
   */
  double[] forecast(int origin, float[] output, int offset, int quantile) {
    double[] path = new double[spec.horizon()];
    Arrays.setAll(path, h -> output[offset + h * spec.levels().size() + quantile]);
    return restore(origin, path, false);
  }

  /**
   * The value at a place as the network sees it; before the series begins its first one, behind its
   * end its last one.
   */
  double value(int place) {
    return values[Math.clamp(place, first, values.length - 1)];
  }

  /** The place of the first value. */
  int first() {
    return first;
  }

  /** What the series is known again by. */
  long key() {
    return SeriesKey.of(raw);
  }

  /** The mean size of the values of a window. */
  double meanSize(int origin, int window) {
    int from = Math.clamp((long) origin - window, first, origin - 1);
    double sum = 0;
    for (int t = from; t < origin; t++) {
      sum += Math.abs(values[t]);
    }
    return sum / (origin - from);
  }

  /**
   * A path from an origin on, in the unit of the target, bounded like a forecast.
   *
   * @param path less the level, over the spread; or, {@code plain}, neither
   */
  double[] restore(int origin, double[] path, boolean plain) {
    double level = plain ? 0 : level(origin);
    double spread = plain ? 1 : spread(origin);
    double[] values = new double[path.length];
    for (int h = 0; h < path.length; h++) {
      double value = path[h] * spread + level;
      double finite = Double.isFinite(value) ? value : Double.NaN;
      values[h] = log ? StrictMath.exp(finite) : finite;
    }
    return range.bounded(origin, season.restore(values, origin - first));
  }
}
