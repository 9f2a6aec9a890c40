package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Matmul.Left;
import dev.carousel.kernel.Matmul.Right;
import dev.carousel.kernel.PackedMatrix;
import java.util.List;

/** {@code y = init + x * w}: x (..., K), w (K, N), init (N) or (..., N). */
final class Linear {
  private Linear() {}

  static FloatTensor apply(Tape tape, FloatTensor init, FloatTensor x, FloatTensor w) {
    check(init, x, w, false);
    int rows = x.shape().rows();
    int k = w.shape().at(0);
    int n = w.shape().at(1);
    Engine engine = tape.engine();
    FloatTensor y =
        tape.output(
            x.shape().withLast(n), init.needsGradient || x.needsGradient || w.needsGradient);
    start(tape, init, y);
    engine.multiply(rows, x.data, x.offset, k, packed(tape, w), y.data, 0, n);
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          boolean together = w.needsGradient && init.needsGradient && init.size() == n;
          if (w.needsGradient) { // dW += x^T * dy
            Left left = new Left(k, x.data, x.offset, k, w.gradient(), w.gradientOffset(), n);
            float[] sums = together ? init.gradient() : null;
            Right right = new Right(n, dy, 0, n, sums, init.gradientOffset());
            engine.multiplyTransposed(rows, right, List.of(left));
          }
          if (!together) {
            initGradient(engine, init, y);
          }
          if (x.needsGradient) { // dX += dy * w^T
            float[] dx = x.gradient();
            int at = x.gradientOffset();
            engine.multiply(rows, dy, 0, n, packedTransposed(tape, w), dx, at, k);
          }
        });
  }

  /** {@code y = init + x * w^T}: x (..., K), w (N, K), init (N) or (..., N). */
  static FloatTensor transposed(Tape tape, FloatTensor init, FloatTensor x, FloatTensor w) {
    check(init, x, w, true);
    int rows = x.shape().rows();
    int k = w.shape().at(1);
    int n = w.shape().at(0);
    Engine engine = tape.engine();
    FloatTensor y =
        tape.output(
            x.shape().withLast(n), init.needsGradient || x.needsGradient || w.needsGradient);
    start(tape, init, y);
    engine.multiply(rows, x.data, x.offset, k, packedTransposed(tape, w), y.data, 0, n);
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          initGradient(engine, init, y);
          if (w.needsGradient) { // dW += dy^T * x
            float[] dw = w.gradient();
            engine.multiplyTransposed(rows, n, k, dy, 0, x.data, x.offset, dw, w.gradientOffset());
          }
          if (x.needsGradient) { // dX += dy * w
            engine.multiply(rows, dy, 0, n, packed(tape, w), x.gradient(), x.gradientOffset(), k);
          }
        });
  }

  private static void start(Tape tape, FloatTensor init, FloatTensor y) {
    Elementwise.split(
        tape,
        y.size(),
        init.size(),
        (at, i, m) -> System.arraycopy(init.data, init.offset + i, y.data, at, m));
  }

  /** dInit += dy, summed over rows if init is one row. */
  private static void initGradient(Engine engine, FloatTensor init, FloatTensor y) {
    if (init.needsGradient) {
      int columns = init.size();
      engine.addRows(
          y.size() / columns, columns, y.gradient(), 0, init.gradient(), init.gradientOffset());
    }
  }

  /** The matrix w for a kernel: the parameter's own packed copy, or one made for this step. */
  static PackedMatrix packed(Tape tape, FloatTensor w) {
    return packed(tape, w, 1);
  }

  /** The same with its columns in groups, the gates of a cell. */
  static PackedMatrix packed(Tape tape, FloatTensor w, int groups) {
    Engine engine = tape.engine();
    if (w.parameter != null) {
      return w.parameter.packed(engine, groups);
    }
    int width = engine.kernels().matmul().panelWidth();
    PackedMatrix matrix = new PackedMatrix(w.shape().at(0), w.shape().at(1), groups, width);
    engine.pack(matrix, w.data, w.offset, w.shape().at(1));
    return matrix;
  }

  /** The transpose of w for a kernel. */
  static PackedMatrix packedTransposed(Tape tape, FloatTensor w) {
    Engine engine = tape.engine();
    if (w.parameter != null) {
      return w.parameter.packedTransposed(engine);
    }
    int width = engine.kernels().matmul().panelWidth();
    PackedMatrix matrix = new PackedMatrix(w.shape().at(1), w.shape().at(0), width);
    engine.packTransposed(matrix, w.data, w.offset, w.shape().at(1));
    return matrix;
  }

  /** Columns {@code [from, to)} of w for a kernel, in groups. */
  static PackedMatrix packed(Tape tape, FloatTensor w, int from, int to, int groups) {
    return packed(tape, w, new PackedBlocks.Block(from, to, groups, false));
  }

  /** The transpose of columns {@code [from, to)} of w for a kernel. */
  static PackedMatrix packedTransposed(Tape tape, FloatTensor w, int from, int to) {
    return packed(tape, w, new PackedBlocks.Block(from, to, 1, true));
  }

  private static PackedMatrix packed(Tape tape, FloatTensor w, PackedBlocks.Block block) {
    return w.parameter != null
        ? w.parameter.blocks().get(tape.engine(), block)
        : block.pack(tape.engine(), w.data, w.offset, w.shape(), null);
  }

  private static void check(FloatTensor init, FloatTensor x, FloatTensor w, boolean transposed) {
    int inner = transposed ? 1 : 0; // the axis of w that is K
    boolean fits =
        w.shape().rank() == 2
            && x.shape().rank() >= 1
            && x.shape().last() == w.shape().at(inner)
            && x.shape().withLast(w.shape().at(1 - inner)).endsWith(init.shape())
            && init.shape().rank() >= 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "linear: x %s times w %s plus %s: expected x (..., K), w %s, init (N) or (..., N)"
              .formatted(x.shape(), w.shape(), init.shape(), transposed ? "(N, K)" : "(K, N)"));
    }
  }
}
