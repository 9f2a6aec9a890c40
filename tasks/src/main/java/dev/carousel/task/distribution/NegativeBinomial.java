package dev.carousel.task.distribution;

import static dev.carousel.task.distribution.SpecialFunctions.digamma;
import static dev.carousel.task.distribution.SpecialFunctions.logGamma;
import static dev.carousel.task.distribution.SpecialFunctions.sigmoid;
import static dev.carousel.task.distribution.SpecialFunctions.softplus;

/**
 * Counts whose variance is larger than their mean: mean {@code m = v softplus(x_0)}, shape {@code a
 * = softplus(x_1) / sqrt(v)} for a series of scale v (Salinas, Flunkert, Gasthaus and Januschowski
 * 2020, section 3.2), both a little above 0; the variance is m + a m^2. With r = 1/a
 *
 * <pre>
 *   ln p = ln G(k + r) - ln G(k + 1) - ln G(r) - r ln(1 + a m) + k ln(a m / (1 + a m))
 * </pre>
 */
record NegativeBinomial() implements Family {
  private static final double LEAST = 1e-6;

  @Override
  public int parameters() {
    return 2;
  }

  private static double mean(double[] x, double scale) {
    return scale * softplus(x[0]) + LEAST;
  }

  private static double shape(double[] x, double scale) {
    return softplus(x[1]) / Math.sqrt(scale) + LEAST;
  }

  @Override
  public double negativeLog(double[] x, double value, double scale, double[] dx) {
    double m = mean(x, scale);
    double a = shape(x, scale);
    double r = 1 / a;
    double more = StrictMath.log1p(a * m);
    double share = 1 / (1 + a * m);
    double byMean = value / m - (value + r) * a * share;
    double byShape =
        r * (value - r * (digamma(value + r) - digamma(r) - more)) - (value + r) * m * share;
    dx[0] = -byMean * scale * sigmoid(x[0]);
    dx[1] = -byShape * sigmoid(x[1]) / Math.sqrt(scale);
    double log =
        logGamma(value + r)
            - logGamma(value + 1)
            - logGamma(r)
            - r * more
            + value * (StrictMath.log(a * m) - more);
    return -log;
  }

  /** A Poisson count whose mean is drawn from the gamma distribution. */
  @Override
  public double draw(double[] x, double scale, Draws random) {
    double a = shape(x, scale);
    return random.poisson(random.gamma(1 / a) * a * mean(x, scale));
  }
}
