package dev.carousel.tensor;

import dev.carousel.kernel.Reductions;

/** {@code y = (a - mean) / sqrt(variance + epsilon)} of each row (Ba, Kiros and Hinton 2016). */
final class Normalize {
  private Normalize() {}

  static FloatTensor apply(Tape tape, FloatTensor a, float epsilon) {
    Reductions reductions = tape.kernels().reductions();
    int rows = a.shape().rows();
    int n = a.shape().last();
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    float[] scale = tape.workspace().take(rows); // 1 / sqrt(variance + epsilon)
    for (int r = 0; r < rows; r++) {
      int at = r * n;
      float mean = (float) (reductions.sum(a.data, a.offset + at, n) / n);
      for (int i = at; i < at + n; i++) {
        y.data[i] = a.data[a.offset + i] - mean;
      }
      float variance = (float) (reductions.dot(y.data, at, y.data, at, n) / n);
      scale[r] = (float) (1 / Math.sqrt(variance + epsilon));
      for (int i = at; i < at + n; i++) {
        y.data[i] *= scale[r];
      }
    }
    return tape.record(
        y,
        () -> { // da += scale * (dy - mean(dy) - y * mean(dy * y)): mean and variance move along
          float[] dy = y.gradient();
          float[] da = a.gradient();
          for (int r = 0; r < rows; r++) {
            int at = r * n;
            float mean = (float) (reductions.sum(dy, at, n) / n);
            float along = (float) (reductions.dot(dy, at, y.data, at, n) / n);
            for (int i = at; i < at + n; i++) {
              float flow = Math.fma(-y.data[i], along, dy[i] - mean);
              int to = a.gradientOffset() + i;
              da[to] = Math.fma(scale[r], flow, da[to]);
            }
          }
        });
  }
}
