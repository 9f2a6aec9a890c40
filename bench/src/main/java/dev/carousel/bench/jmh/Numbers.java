package dev.carousel.bench.jmh;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Kernels;
import dev.carousel.random.Randomness;

/** What benchmarks compute on. */
final class Numbers {
  private static final Randomness RANDOM = new Randomness(1, 0).named("kernels");

  private Numbers() {}

  /** The kernels a user gets, on the caller's thread. */
  static Kernels kernels() {
    return Engine.of("auto", 1).kernels();
  }

  /** Uniform in [-scale, scale). */
  static float[] uniform(int n, float scale) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = scale * (2 * RANDOM.uniform(i) - 1);
    }
    return values;
  }
}
