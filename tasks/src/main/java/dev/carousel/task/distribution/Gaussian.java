package dev.carousel.task.distribution;

import static dev.carousel.task.distribution.SpecialFunctions.sigmoid;
import static dev.carousel.task.distribution.SpecialFunctions.softplus;

/**
 * The normal distribution: mean {@code x_0}, standard deviation {@code s = softplus(x_1) + 1e-4}.
 *
 * <pre>
 *   -ln p = ln s + z^2 / 2 + ln(2 pi) / 2,   z = (y - mean) / s
 * </pre>
 */
record Gaussian() implements Family {
  static final double LEAST = 1e-4;
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  @Override
  public int parameters() {
    return 2;
  }

  @Override
  public double negativeLog(double[] x, double value, double scale, double[] dx) {
    double s = softplus(x[1]) + LEAST;
    double z = (value - x[0]) / s;
    dx[0] = -z / s;
    dx[1] = (1 - z * z) / s * sigmoid(x[1]);
    return StrictMath.log(s) + z * z / 2 + HALF_LOG_TWO_PI;
  }

  @Override
  public double draw(double[] x, double scale, Draws random) {
    return x[0] + (softplus(x[1]) + LEAST) * random.gaussian();
  }
}
