package dev.carousel.task.distribution;

/**
 * Functions of likelihoods, in double, the same bits on every machine. Relative errors are below
 * 1e-13 of {@link #softplus}, and absolute ones below 1e-13 times the larger of 1 and the value of
 * the others.
 */
final class SpecialFunctions {
  private static final double SHIFT = 12; // from here on Stirling's series is exact enough
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private SpecialFunctions() {}

  /** ln(1 + e^x). */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** 1 / (1 + e^-x), the derivative of softplus. */
  static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** ln Gamma(x) of x > 0 (Abramowitz and Stegun 1964, 6.1.15 and 6.1.41). */
  static double logGamma(double x) {
    double product = 1;
    double z = x;
    while (z < SHIFT) {
      product *= z;
      z += 1;
    }
    double q = 1 / (z * z);
    double series = 1.0 / 1188 - q * (691.0 / 360360);
    series = -1.0 / 1680 + q * series;
    series = 1.0 / 1260 + q * series;
    series = -1.0 / 360 + q * series;
    series = (1.0 / 12 + q * series) / z;
    double large = (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_TWO_PI + series;
    return large - StrictMath.log(product);
  }

  /** The derivative of {@link #logGamma} (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18). */
  static double digamma(double x) {
    double sum = 0;
    double z = x;
    while (z < SHIFT) {
      sum -= 1 / z;
      z += 1;
    }
    double q = 1 / (z * z);
    double series = 1.0 / 132 - q * (691.0 / 32760);
    series = -1.0 / 240 + q * series;
    series = 1.0 / 252 + q * series;
    series = -1.0 / 120 + q * series;
    series = q * (1.0 / 12 + q * series);
    return sum + StrictMath.log(z) - 0.5 / z - series;
  }
}
