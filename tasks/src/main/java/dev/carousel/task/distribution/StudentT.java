package dev.carousel.task.distribution;

import static dev.carousel.task.distribution.SpecialFunctions.digamma;
import static dev.carousel.task.distribution.SpecialFunctions.logGamma;
import static dev.carousel.task.distribution.SpecialFunctions.sigmoid;
import static dev.carousel.task.distribution.SpecialFunctions.softplus;

/**
 * Student's distribution: location {@code x_0}, scale {@code s = softplus(x_1) + 1e-4}, degrees of
 * freedom {@code n = 2 + softplus(x_2)}, so that its variance is finite.
 *
 * <pre>
 *   -ln p = ln s + ln G(n/2) - ln G((n+1)/2) + ln(n pi) / 2 + (n+1)/2 ln(1 + z^2 / n)
 * </pre>
 */
record StudentT() implements Family {
  @Override
  public int parameters() {
    return 3;
  }

  @Override
  public double negativeLog(double[] x, double value, double scale, double[] dx) {
    double s = softplus(x[1]) + Gaussian.LEAST;
    double n = 2 + softplus(x[2]);
    double z = (value - x[0]) / s;
    double square = z * z;
    double tail = StrictMath.log1p(square / n);
    double pull = (n + 1) / (n + square);
    dx[0] = -pull * z / s;
    dx[1] = (1 - pull * square) / s * sigmoid(x[1]);
    double byFreedom = // d/dn
        (digamma(n / 2) - digamma((n + 1) / 2) + 1 / n + tail - pull * square / n) / 2;
    dx[2] = byFreedom * sigmoid(x[2]);
    return StrictMath.log(s)
        + logGamma(n / 2)
        - logGamma((n + 1) / 2)
        + StrictMath.log(n * StrictMath.PI) / 2
        + (n + 1) / 2 * tail;
  }

  /** A normal over the root of a chi-square over its degrees of freedom. */
  @Override
  public double draw(double[] x, double scale, Draws random) {
    double n = 2 + softplus(x[2]);
    double normal = random.gaussian();
    double t = normal / StrictMath.sqrt(2 * random.gamma(n / 2) / n);
    return x[0] + (softplus(x[1]) + Gaussian.LEAST) * t;
  }
}
