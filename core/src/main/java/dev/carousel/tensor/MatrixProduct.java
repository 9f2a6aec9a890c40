package dev.carousel.tensor;

/** {@code y = a * b} for each pair of matrices: a (..., M, K), b (..., K, N). */
final class MatrixProduct {
  private MatrixProduct() {}

  static FloatTensor apply(Tape tape, FloatTensor a, FloatTensor b) {
    check(a.shape(), b.shape());
    int m = a.shape().at(-2);
    int k = a.shape().last();
    int n = b.shape().last();
    FloatTensor y = tape.output(a.shape().withLast(n), a.needsGradient || b.needsGradient);
    java.util.Arrays.fill(y.data, 0, y.size(), 0f);
    int rows = a.size() / k; // of all matrices
    for (int r = 0; r < rows; r++) { // y[r] = sum_j a[r, j] * b[j], j ascending
      for (int j = 0; j < k; j++) {
        int bAt = b.offset + (r / m * k + j) * n;
        Elementwise.axpy(a.data[a.offset + r * k + j], b.data, bAt, y.data, r * n, n);
      }
    }
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          for (int r = 0; r < rows; r++) {
            for (int j = 0; j < k; j++) {
              int row = (r / m * k + j) * n;
              if (a.needsGradient) { // dA[r, j] += dy[r] . b[j]
                int at = a.gradientOffset() + r * k + j;
                a.gradient()[at] = dot(a.gradient()[at], dy, r * n, b.data, b.offset + row, n);
              }
              if (b.needsGradient) { // dB[j] += a[r, j] * dy[r], r ascending
                float factor = a.data[a.offset + r * k + j];
                Elementwise.axpy(factor, dy, r * n, b.gradient(), b.gradientOffset() + row, n);
              }
            }
          }
        });
  }

  /** {@code y} (..., N, M) of a (..., M, N): rows become columns. */
  static FloatTensor transpose(Tape tape, FloatTensor a) {
    if (a.shape().rank() < 2) {
      throw new IllegalArgumentException(
          "transpose: shape %s, expected (..., M, N)".formatted(a.shape()));
    }
    int m = a.shape().at(-2);
    int n = a.shape().last();
    Shape turned = a.shape().dropLast().dropLast().append(n).append(m);
    FloatTensor y = tape.output(turned, a.needsGradient);
    for (int i = 0; i < a.size(); i++) {
      y.data[turned(i, m, n)] = a.data[a.offset + i];
    }
    return tape.record(
        y,
        () -> {
          for (int i = 0; i < a.size(); i++) {
            a.gradient()[a.gradientOffset() + i] += y.gradient()[turned(i, m, n)];
          }
        });
  }

  /** Where element i of matrices (M, N) is in their transposes. */
  private static int turned(int i, int m, int n) {
    int matrix = i / (m * n) * (m * n);
    int row = i % (m * n) / n;
    return matrix + i % n * m + row;
  }

  private static float dot(float start, float[] a, int aAt, float[] b, int bAt, int n) {
    float sum = start;
    for (int i = 0; i < n; i++) {
      sum = Math.fma(a[aAt + i], b[bAt + i], sum);
    }
    return sum;
  }

  private static void check(Shape a, Shape b) {
    boolean fits =
        a.rank() >= 2
            && a.rank() == b.rank()
            && a.dropLast().dropLast().equals(b.dropLast().dropLast())
            && a.last() == b.at(-2)
            && a.last() > 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "matmul: %s times %s, expected (..., M, K) and (..., K, N)".formatted(a, b));
    }
  }
}
