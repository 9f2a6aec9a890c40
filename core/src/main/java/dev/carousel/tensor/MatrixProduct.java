package dev.carousel.tensor;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.Matmul.Left;
import dev.carousel.kernel.Matmul.Right;
import java.util.Arrays;
import java.util.List;

/** {@code y = a * b} for each pair of matrices: a (..., M, K), b (..., K, N). */
final class MatrixProduct {
  private MatrixProduct() {}

  static FloatTensor apply(Tape tape, FloatTensor a, FloatTensor b) {
    check(a.shape(), b.shape());
    int m = a.shape().at(-2);
    int k = a.shape().last();
    int n = b.shape().last();
    FloatTensor y = tape.output(a.shape().withLast(n), a.needsGradient || b.needsGradient);
    Arrays.fill(y.data, 0, y.size(), 0f);
    Matmul matmul = tape.kernels().matmul();
    float[] columns = tape.workspace().take(a.size()); // a^T
    each(
        tape,
        a,
        b,
        i -> {
          turn(a.data, a.offset + i * m * k, m, k, columns, i * m * k);
          int bAt = b.offset + i * k * n;
          multiply(matmul, k, m, n, columns, i * m * k, b.data, bAt, y.data, i * m * n);
        });
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          if (a.needsGradient) { // dA += dy * b^T
            float[] da = a.gradient();
            float[] dyT = tape.workspace().take(y.size());
            float[] bT = tape.workspace().take(b.size());
            each(
                tape,
                a,
                b,
                i -> {
                  turn(dy, i * m * n, m, n, dyT, i * m * n);
                  turn(b.data, b.offset + i * k * n, k, n, bT, i * k * n);
                  int to = a.gradientOffset() + i * m * k;
                  multiply(matmul, n, m, k, dyT, i * m * n, bT, i * k * n, da, to);
                });
          }
          if (b.needsGradient) { // dB += a^T * dy
            float[] db = b.gradient();
            each(
                tape,
                a,
                b,
                i -> {
                  int aAt = a.offset + i * m * k;
                  int to = b.gradientOffset() + i * k * n;
                  multiply(matmul, m, k, n, a.data, aAt, dy, i * m * n, db, to);
                });
          }
        });
  }

  /** {@code out (M, N) += a^T * b}, a (K, M), b (K, N). */
  private static void multiply(
      Matmul matmul,
      int k,
      int m,
      int n,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] out,
      int outAt) {
    Left left = new Left(m, a, aAt, m, out, outAt, n);
    matmul.multiplyTransposed(k, Right.of(n, b, bAt, n), List.of(left));
  }

  private interface Pair {
    void run(int number);
  }

  /** Goes over the pairs of matrices, split over the workers. */
  private static void each(Tape tape, FloatTensor a, FloatTensor b, Pair body) {
    int k = a.shape().last();
    int n = b.shape().last();
    tape.engine()
        .workers()
        .split(
            n == 0 ? 0 : b.size() / (k * n),
            1,
            (long) a.size() * n,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                body.run(i);
              }
            });
  }

  /** {@code to} (columns, rows) of {@code from} (rows, columns). */
  private static void turn(float[] from, int at, int rows, int columns, float[] to, int toAt) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        to[toAt + c * rows + r] = from[at + r * columns + c];
      }
    }
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
    int one = m * n;
    for (int at = 0; at < a.size(); at += one) {
      turn(a.data, a.offset + at, m, n, y.data, at);
    }
    return tape.record(
        y,
        () -> { // da[i, j] += dy[j, i]
          float[] flow = tape.workspace().take(a.size());
          for (int at = 0; at < a.size(); at += one) {
            turn(y.gradient(), at, n, m, flow, at);
          }
          a.addGradient(flow);
        });
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
