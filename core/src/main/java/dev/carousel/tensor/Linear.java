package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.PackedMatrix;

/** {@code y = init + x * w}: x (..., K), w (K, N), init (N) or (..., N). */
final class Linear {
  private Linear() {}

  static FloatTensor apply(Tape tape, FloatTensor init, FloatTensor x, FloatTensor w) {
    check(init, x, w);
    int rows = x.shape().rows();
    int k = w.shape().at(0);
    int n = w.shape().at(1);
    Engine engine = tape.engine();
    FloatTensor y =
        tape.output(
            x.shape().withLast(n), init.needsGradient || x.needsGradient || w.needsGradient);
    Elementwise.split(
        tape,
        y.size(),
        init.size(),
        (at, i, m) -> System.arraycopy(init.data, init.offset + i, y.data, at, m));
    engine.multiply(rows, x.data, x.offset, k, packed(tape, w), y.data, 0, n);
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          if (init.needsGradient) { // dInit += dy, summed over rows if init is one row
            float[] d = init.gradient();
            int columns = init.size();
            engine.addRows(y.size() / columns, columns, dy, 0, d, init.gradientOffset());
          }
          if (w.needsGradient) { // dW += x^T * dy
            float[] dw = w.gradient();
            engine.multiplyTransposed(rows, k, n, x.data, x.offset, dy, 0, dw, w.gradientOffset());
          }
          if (x.needsGradient) { // dX += dy * w^T
            float[] dx = x.gradient();
            int at = x.gradientOffset();
            engine.multiply(rows, dy, 0, n, packedTransposed(tape, w), dx, at, k);
          }
        });
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

  private static void check(FloatTensor init, FloatTensor x, FloatTensor w) {
    boolean fits =
        w.shape().rank() == 2
            && x.shape().rank() >= 1
            && x.shape().last() == w.shape().at(0)
            && x.shape().withLast(w.shape().at(1)).endsWith(init.shape())
            && init.shape().rank() >= 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "linear: x %s times w %s plus %s: expected x (..., K), w (K, N), init (N) or (..., N)"
              .formatted(x.shape(), w.shape(), init.shape()));
    }
  }
}
