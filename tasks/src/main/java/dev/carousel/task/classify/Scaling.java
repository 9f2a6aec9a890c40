package dev.carousel.task.classify;

import java.util.Arrays;

/**
 * What makes channels comparable: {@code (x - mean) / deviation} by training data; missing values
 * become 0, the mean.
 *
 * @param mean of each channel
 * @param deviation of each channel, above 0
 */
record Scaling(float[] mean, float[] deviation) {
  Scaling {
    if (mean.length == 0 || mean.length != deviation.length) {
      throw new IllegalArgumentException(
          "scaling of %d means and %d deviations".formatted(mean.length, deviation.length));
    }
    for (int c = 0; c < mean.length; c++) {
      if (!Float.isFinite(mean[c]) || !(deviation[c] > 0 && Float.isFinite(deviation[c]))) {
        throw new IllegalArgumentException(
            "scaling of channel %d: mean %s, deviation %s".formatted(c, mean[c], deviation[c]));
      }
    }
  }

  /** Each channel by itself, or all as one if they are alike; a constant one is left unscaled. */
  static Scaling of(SequenceSet set) {
    int groups = set.alike() ? 1 : set.channels();
    double[] sum = new double[groups];
    double[] squares = new double[groups];
    long[] count = new long[groups];
    for (float[] values : set.sequences()) {
      for (int i = 0; i < values.length; i++) {
        if (!Float.isNaN(values[i])) {
          sum[i % groups] += values[i];
          count[i % groups]++;
        }
      }
    }
    for (float[] values : set.sequences()) {
      for (int i = 0; i < values.length; i++) {
        double e = values[i] - sum[i % groups] / count[i % groups];
        squares[i % groups] += Double.isNaN(e) ? 0 : e * e;
      }
    }
    float[] mean = new float[set.channels()];
    float[] deviation = new float[set.channels()];
    Arrays.fill(deviation, 1);
    for (int c = 0; c < mean.length; c++) {
      int group = c % groups;
      if (count[group] > 0) {
        mean[c] = (float) (sum[group] / count[group]);
        float found = (float) Math.sqrt(squares[group] / count[group]);
        deviation[c] = found > 0 ? found : 1;
      }
    }
    return new Scaling(mean, deviation);
  }

  /** Number of channels. */
  int channels() {
    return mean.length;
  }

  /** Scales values, step by step from a whole step on. */
  void apply(float[] values, int from, int count, float[] to, int offset) {
    for (int i = 0; i < count; i++) {
      int c = i % mean.length;
      float scaled = (values[from + i] - mean[c]) / deviation[c];
      to[offset + i] = Float.isNaN(scaled) ? 0 : scaled;
    }
  }
}
