package dev.carousel.task.distribution;

import static dev.carousel.task.distribution.SpecialFunctions.logGamma;

import dev.carousel.random.Randomness;

/** Random numbers of a draw, one after the other, from a stream of its own. For one thread. */
final class Draws {
  private static final double LARGE = 10;

  private final Randomness normals;
  private final Randomness numbers;
  private long uniforms;
  private long gaussians;

  Draws(Randomness stream) {
    this.normals = stream;
    this.numbers = stream.named("uniform");
  }

  /** Uniform in (0, 1]. */
  double uniform() {
    return 1 - numbers.uniformDouble(uniforms++);
  }

  /** Standard normal. */
  double gaussian() {
    return normals.gaussian(gaussians++);
  }

  /** The gamma distribution of that shape and scale 1 (Marsaglia and Tsang 2000). */
  double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.exp(StrictMath.log(uniform()) / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = gaussian();
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        if (StrictMath.log(uniform()) < x * x / 2 + d - d * cube + d * StrictMath.log(cube)) {
          return d * cube;
        }
      }
    }
  }

  /** The Poisson distribution, a whole number. */
  double poisson(double mean) {
    return mean < LARGE ? smallPoisson(mean) : largePoisson(mean);
  }

  /** How many uniforms until their product falls below e^-mean. */
  private double smallPoisson(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = uniform();
    int count = 0;
    while (product > limit) {
      product *= uniform();
      count++;
    }
    return count;
  }

  /** Transformed rejection (Hormann 1993, PTRS). */
  private double largePoisson(double mean) {
    double b = 0.931 + 2.53 * StrictMath.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverse = 1.1239 + 1.1328 / (b - 3.4);
    double inner = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = uniform() - 0.5;
      double v = uniform();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= inner) {
        return k;
      }
      boolean inside = k >= 0 && (us >= 0.013 || v <= us);
      if (inside
          && StrictMath.log(v) + StrictMath.log(inverse) - StrictMath.log(a / (us * us) + b)
              <= k * StrictMath.log(mean) - mean - logGamma(k + 1)) {
        return k;
      }
    }
  }
}
