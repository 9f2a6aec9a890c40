package dev.carousel.bench.work;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;

/** Figures of several measurements. */
public final class Statistics {
  private Statistics() {}

  /** The middle one, or the mean of the two in the middle. */
  public static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("the median of no values");
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The geometric mean of positive values. */
  public static double geometricMean(Collection<Double> values) {
    return StrictMath.exp(
        values.stream().mapToDouble(v -> StrictMath.log(v)).average().orElseThrow());
  }

  /** Rounded to four significant digits. */
  public static double digits(double value) {
    return new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }
}
