package dev.carousel.tensor;

/** Softmax and its cross-entropy, row by row. */
final class Softmax {
  private Softmax() {}

  /** {@code y_v = e^a_v / sum_u e^a_u}. */
  static FloatTensor softmax(Tape tape, FloatTensor a) {
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    int n = a.shape().last();
    int rows = a.shape().rows();
    for (int r = 0; r < rows; r++) {
      tape.kernels().reductions().softmax(a.data, a.offset + r * n, y.data, r * n, n);
    }
    return tape.record(
        y,
        () -> { // da_v += y_v * (dy_v - sum_u dy_u * y_u)
          float[] dy = y.gradient();
          float[] da = a.gradient();
          for (int r = 0; r < rows; r++) {
            float dot = (float) tape.kernels().reductions().dot(dy, r * n, y.data, r * n, n);
            for (int v = r * n; v < (r + 1) * n; v++) {
              int at = a.gradientOffset() + v;
              da[at] = Math.fma(y.data[v], dy[v] - dot, da[at]);
            }
          }
        });
  }

  /** {@code y = logSumExp(a) - sum_v target_v * a_v}, for targets that sum to 1. */
  static FloatTensor crossEntropy(Tape tape, FloatTensor a, FloatTensor target) {
    if (!a.shape().equals(target.shape())) {
      throw new IllegalArgumentException(
          "cross-entropy: logits %s, target %s".formatted(a.shape(), target.shape()));
    }
    var reductions = tape.kernels().reductions();
    FloatTensor y = tape.output(a.shape().dropLast(), a.needsGradient);
    int n = a.shape().last();
    int rows = a.shape().rows();
    for (int r = 0; r < rows; r++) {
      float all = reductions.logSumExp(a.data, a.offset + r * n, n);
      double right =
          reductions.dot(target.data, target.offset + r * n, a.data, a.offset + r * n, n);
      y.data[r] = all - (float) right;
    }
    return tape.record(
        y,
        () -> { // da_v += dy * (softmax(a)_v - target_v)
          float[] p = tape.workspace().take(n);
          float[] da = a.gradient();
          for (int r = 0; r < rows; r++) {
            float dy = y.gradient()[r];
            reductions.softmax(a.data, a.offset + r * n, p, 0, n);
            for (int v = 0; v < n; v++) {
              int at = a.gradientOffset() + r * n + v;
              da[at] = Math.fma(dy, p[v] - target.data[target.offset + r * n + v], da[at]);
            }
          }
        });
  }
}
