package dev.carousel.tensor;

import dev.carousel.kernel.Reductions;
import dev.carousel.kernel.Workers;
import java.util.Arrays;

/** Softmax and its cross-entropy, row by row. Rows are split over the workers. */
final class Softmax {
  /** What an element of a row costs, in the multiply-adds that {@link Workers#split} counts in. */
  private static final int COST = 16;

  private Softmax() {}

  /** {@code y_v = e^a_v / sum_u e^a_u}. */
  static FloatTensor softmax(Tape tape, FloatTensor a) {
    Reductions reductions = tape.kernels().reductions();
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    int n = a.shape().last();
    splitRows(
        tape,
        a,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            reductions.softmax(a.data, a.offset + r * n, y.data, r * n, n);
          }
        });
    return recordSoftmax(tape, a, y);
  }

  /**
   * Softmax of each row over the columns that are there; 0 in the others. a (B, ..., S), mask (B,
   * S); where no column is there, the row is zero.
   */
  static FloatTensor softmax(Tape tape, FloatTensor a, FloatTensor mask) {
    int n = a.shape().last();
    if (a.shape().rank() < 2 || !mask.shape().equals(Shape.of(a.shape().at(0), n))) {
      throw new IllegalArgumentException(
          "softmax: rows %s, mask %s; expected (B, ..., S), (B, S)"
              .formatted(a.shape(), mask.shape()));
    }
    Reductions reductions = tape.kernels().reductions();
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    int rowsOfOne = a.shape().rows() / Math.max(1, a.shape().at(0));
    splitRows(
        tape,
        a,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            int maskAt = mask.offset + r / rowsOfOne * n;
            boolean any = false;
            for (int v = 0; v < n; v++) {
              boolean there = mask.data[maskAt + v] != 0;
              any |= there;
              y.data[r * n + v] = there ? a.data[a.offset + r * n + v] : Float.NEGATIVE_INFINITY;
            }
            if (any) {
              reductions.softmax(y.data, r * n, y.data, r * n, n);
            } else {
              Arrays.fill(y.data, r * n, (r + 1) * n, 0f);
            }
          }
        });
    return recordSoftmax(tape, a, y);
  }

  private static FloatTensor recordSoftmax(Tape tape, FloatTensor a, FloatTensor y) {
    Reductions reductions = tape.kernels().reductions();
    int n = a.shape().last();
    return tape.record(
        y,
        () -> { // da_v += y_v * (dy_v - sum_u dy_u * y_u)
          float[] dy = y.gradient();
          float[] da = a.gradient();
          splitRows(
              tape,
              a,
              (from, to) -> {
                for (int r = from; r < to; r++) {
                  float dot = (float) reductions.dot(dy, r * n, y.data, r * n, n);
                  for (int v = r * n; v < (r + 1) * n; v++) {
                    int at = a.gradientOffset() + v;
                    da[at] = Math.fma(y.data[v], dy[v] - dot, da[at]);
                  }
                }
              });
        });
  }

  /** {@code y = logSumExp(a) - sum_v target_v * a_v}, for targets that sum to 1. */
  static FloatTensor crossEntropy(Tape tape, FloatTensor a, FloatTensor target) {
    if (!a.shape().equals(target.shape())) {
      throw new IllegalArgumentException(
          "cross-entropy: logits %s, target %s".formatted(a.shape(), target.shape()));
    }
    return crossEntropy(tape, a, new Distributions(tape.kernels().reductions(), a, target));
  }

  /** {@code y = logSumExp(a) - a_id}. */
  static FloatTensor sparseCrossEntropy(Tape tape, FloatTensor a, FloatTensor ids) {
    if (a.shape().rank() < 1 || !a.shape().dropLast().equals(ids.shape())) {
      throw new IllegalArgumentException(
          "cross-entropy: logits %s, ids %s; expected (..., V) and (...)"
              .formatted(a.shape(), ids.shape()));
    }
    Tokens.check("cross-entropy: target", ids, a.shape().last());
    return crossEntropy(tape, a, new Ids(tape.kernels().reductions(), a, ids));
  }

  /** What the rows of the logits a are compared with. */
  private interface Target {
    /** {@code sum_v target_v * a_v} of row r. */
    float logit(int r);

    /** {@code d_v = dy * (e^(a_v - max) * reciprocal - target_v)} of row r. */
    void gradient(int r, float max, float reciprocal, float dy, float[] d);
  }

  /**
   * Kept for the way back are two numbers a row. The powers are computed again from the logits: a
   * second exponential costs less than writing 4 bytes and reading them back, and a forward pass
   * alone writes nothing.
   */
  private static FloatTensor crossEntropy(Tape tape, FloatTensor a, Target target) {
    var kernels = tape.kernels();
    Reductions reductions = kernels.reductions();
    FloatTensor y = tape.output(a.shape().dropLast(), a.needsGradient);
    int n = a.shape().last();
    int rows = y.size();
    float[] max = tape.workspace().take(rows);
    float[] reciprocal = tape.workspace().take(rows);
    splitRows(
        tape,
        a,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            max[r] = reductions.max(a.data, a.offset + r * n, n);
            y.data[r] = (float) reductions.sumExp(a.data, a.offset + r * n, n, max[r]);
            reciprocal[r] = 1 / y.data[r];
          }
        });
    kernels.activations().log(y.data, 0, y.data, 0, rows);
    for (int r = 0; r < rows; r++) {
      float logSumExp = Float.isInfinite(max[r]) ? max[r] : max[r] + y.data[r];
      y.data[r] = logSumExp - target.logit(r);
    }
    return tape.record(
        y,
        () -> { // da_v += dy * (softmax(a)_v - target_v)
          float[] d = tape.workspace().take(a.size());
          float[] dy = y.gradient();
          splitRows(
              tape,
              a,
              (from, to) -> {
                for (int r = from; r < to; r++) {
                  target.gradient(r, max[r], reciprocal[r], dy[r], d);
                }
              });
          a.addGradient(d);
        });
  }

  /** One distribution a row, (..., V). */
  private record Distributions(Reductions reductions, FloatTensor a, FloatTensor target)
      implements Target {
    @Override
    public float logit(int r) {
      int n = a.shape().last();
      int at = r * n;
      return (float) reductions.dot(target.data, target.offset + at, a.data, a.offset + at, n);
    }

    @Override
    public void gradient(int r, float max, float reciprocal, float dy, float[] d) {
      int n = a.shape().last();
      reductions.expScaled(a.data, a.offset + r * n, d, r * n, n, max, reciprocal, 1);
      for (int v = r * n; v < (r + 1) * n; v++) {
        d[v] = dy * (d[v] - target.data[target.offset + v]);
      }
    }
  }

  /** One token a row, (...): a distribution that is 1 there and 0 elsewhere. */
  private record Ids(Reductions reductions, FloatTensor a, FloatTensor ids) implements Target {
    @Override
    public float logit(int r) {
      return a.data[a.offset + token(r)];
    }

    @Override
    public void gradient(int r, float max, float reciprocal, float dy, float[] d) {
      int n = a.shape().last();
      reductions.expScaled(a.data, a.offset + r * n, d, r * n, n, max, reciprocal, dy);
      int at = token(r);
      reductions.expScaled(a.data, a.offset + at, d, at, 1, max, reciprocal, 1);
      d[at] = dy * (d[at] - 1);
    }

    /** Where the token's element is in row r. */
    private int token(int r) {
      return r * a.shape().last() + (int) ids.data[ids.offset + r];
    }
  }

  private static void splitRows(Tape tape, FloatTensor a, Workers.Range body) {
    tape.engine().workers().split(a.shape().rows(), 1, (long) COST * a.size(), body);
  }
}
