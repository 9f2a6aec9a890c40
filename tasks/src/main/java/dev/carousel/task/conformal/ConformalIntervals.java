package dev.carousel.task.conformal;

import dev.carousel.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Split conformal prediction (Vovk, Gammerman and Shafer 2005; Lei and others 2018), for each step
 * ahead by itself: an interval is the forecast plus and minus the k-th smallest of the n absolute
 * errors made on validation time, {@code k = ceil((n + 1) coverage)}. If the errors to come are
 * exchangeable with those, at least the share {@code coverage} of the values falls inside, whatever
 * the model and the distribution, for any n. Errors of a series are exchangeable as far as it does
 * not change; what was really reached is for the backtest to say.
 *
 * <p>For many series, errors and intervals are both in units of a scale of the series.
 */
public final class ConformalIntervals {
  /** Errors from which on half widths of neighbouring steps hardly jump. */
  private static final int ENOUGH = 50;

  private final double coverage;
  private final double[] radii; // by step ahead, in scales

  private ConformalIntervals(double coverage, double[] radii) {
    this.coverage = coverage;
    this.radii = radii;
  }

  /**
   * An interval for each step ahead.
   *
   * @param lower bounds, at most {@code upper}, in the unit of the target
   * @param upper bounds
   */
  public record Bounds(double[] lower, double[] upper) {

    /** These, cut where no value can be. */
    public Bounds atLeast(double least) {
      return new Bounds(
          Arrays.stream(lower).map(v -> Math.max(v, least)).toArray(),
          Arrays.stream(upper).map(v -> Math.max(v, least)).toArray());
    }
  }

  /**
   * Learns from the errors made on validation time.
   *
   * @param errors actual less forecast, over the scale, by origin and step ahead; NaN where there
   *     was no actual value; rows of one length
   * @param coverage the share of values to hold, above 0 and below 1
   * @throws BadInput if a step has too few errors, see {@link #leastErrors}
   */
  public static ConformalIntervals fit(List<double[]> errors, double coverage) {
    List<double[]> scores = new ArrayList<>();
    for (double[] row : errors) {
      double[] absolute = new double[row.length];
      Arrays.setAll(absolute, h -> Math.abs(row[h]));
      scores.add(absolute);
    }
    return ofScores(scores, coverage);
  }

  /**
   * Learns from any scores, by which bounds are then moved out: with {@code max(lower - y, y -
   * upper)} of forecast bounds this is conformalised quantile regression (Romano, Patterson and
   * Candes 2019), and a negative score moves them in.
   *
   * @param scores by origin and step ahead, NaN where there was no actual value
   */
  public static ConformalIntervals ofScores(List<double[]> scores, double coverage) {
    int least = leastErrors(coverage);
    double[] radii = new double[scores.isEmpty() ? 0 : scores.getFirst().length];
    if (radii.length == 0) {
      throw new IllegalArgumentException("no errors");
    }
    for (int h = 0; h < radii.length; h++) {
      double[] column = column(scores, h);
      if (column.length < least) {
        throw new BadInput(
            "step %d ahead has %d forecasts on validation time to learn intervals from; a coverage"
                + " of %s needs at least %d. Give more validation time, or ask for a smaller"
                + " coverage or horizon.",
            h + 1, column.length, coverage, least);
      }
      radii[h] = column[rank(column.length, coverage) - 1];
    }
    return new ConformalIntervals(coverage, radii);
  }

  /** The fewest errors of a step from which this coverage can be promised: 9 for 0.9, 4 for 0.8. */
  public static int leastErrors(double coverage) {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("coverage " + coverage + ", expected 0 < coverage < 1");
    }
    int n = 1;
    while (rank(n, coverage) > n) {
      n++;
    }
    return n;
  }

  /** Whether each step has enough errors, see {@link #leastErrors}; without rows not. */
  public static boolean enough(List<double[]> errors, double coverage) {
    int least = leastErrors(coverage);
    int steps = errors.isEmpty() ? 0 : errors.getFirst().length;
    return steps > 0 && IntStream.range(0, steps).allMatch(h -> column(errors, h).length >= least);
  }

  /** Half widths of a step ahead after the other, in scales. */
  public List<Double> radii() {
    return Arrays.stream(radii).boxed().toList();
  }

  /**
   * Half widths that were learnt from few errors each, without their chance jumps from step to
   * step: the mean of so many neighbours, as many before as after, that {@link #ENOUGH} errors
   * stand behind each; so the first and the last stay. What is promised of each step by itself then
   * holds of neighbours together.
   *
   * @param radii by step ahead
   * @param errors of each step
   */
  public static List<Double> smoothed(List<Double> radii, int errors) {
    int reach = Math.max(0, (ENOUGH / errors - 1) / 2);
    List<Double> means = new ArrayList<>();
    for (int h = 0; h < radii.size(); h++) {
      int to = Math.min(reach, Math.min(h, radii.size() - 1 - h));
      List<Double> around = radii.subList(h - to, h + to + 1);
      means.add(around.stream().mapToDouble(r -> r).average().orElseThrow());
    }
    return means;
  }

  /** ceil((n + 1) coverage), where a product that is whole but for rounding stays. */
  private static int rank(int n, double coverage) {
    return (int) Math.ceil((n + 1) * coverage * (1 - 1e-12));
  }

  private static double[] column(List<double[]> rows, int h) {
    return rows.stream()
        .mapToDouble(row -> row[h])
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }

  /**
   * Bounds around a forecast by radii that were kept.
   *
   * @param radii by step ahead, in scales
   * @param scale of the series; NaN if it never moved, and then the bounds are the forecast
   */
  public static Bounds around(double[] forecast, List<Double> radii, double scale) {
    double known = Double.isNaN(scale) ? 0 : scale; // of a constant, all there is to go by
    double[] lower = forecast.clone();
    double[] upper = forecast.clone();
    for (int h = 0; h < forecast.length; h++) {
      lower[h] -= radii.get(h) * known;
      upper[h] += radii.get(h) * known;
    }
    return new Bounds(lower, upper);
  }

  /** The share of values the intervals are meant to hold. */
  public double coverage() {
    return coverage;
  }

  /** The most steps ahead. */
  public int horizon() {
    return radii.length;
  }

  /** How far the bounds of a step ahead (0 the first) are moved out, in scales. */
  public double radius(int step) {
    return radii[step];
  }

  /**
   * Intervals around a forecast.
   *
   * @param forecast at most as many steps as there were errors of
   * @param scale of the series, 1 if errors were given in the unit of the target
   */
  public Bounds around(double[] forecast, double scale) {
    return around(forecast, forecast, scale);
  }

  /** The same around bounds; where they would cross, both are their middle. */
  public Bounds around(double[] lower, double[] upper, double scale) {
    if (lower.length > radii.length || lower.length != upper.length || !(scale >= 0)) {
      throw new IllegalArgumentException(
          lower.length
              + " and "
              + upper.length
              + " steps, expected equal numbers up to "
              + radii.length
              + "; scale "
              + scale);
    }
    double[] low = new double[lower.length];
    double[] high = new double[lower.length];
    for (int h = 0; h < low.length; h++) {
      low[h] = lower[h] - scale * radii[h];
      high[h] = upper[h] + scale * radii[h];
      if (low[h] > high[h]) {
        low[h] = (low[h] + high[h]) / 2;
        high[h] = low[h];
      }
    }
    return new Bounds(low, high);
  }
}
