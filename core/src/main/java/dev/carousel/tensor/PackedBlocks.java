package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.PackedMatrix;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks of a matrix parameter's columns, packed for kernels, anew only after values changed. */
final class PackedBlocks {
  /**
   * Columns {@code [from, to)}.
   *
   * @param groups number of groups the columns fall into, 1 if transposed
   * @param transposed whether the transpose is packed
   */
  record Block(int from, int to, int groups, boolean transposed) {
    /** Packs this block of a (K, N) matrix into {@code old} if that fits. */
    PackedMatrix pack(
        Engine engine, float[] values, int offset, Shape shape, @Nullable PackedMatrix old) {
      int width = engine.kernels().matmul().panelWidth();
      int k = shape.at(0);
      PackedMatrix matrix = old;
      if (matrix == null || matrix.width() != width) {
        matrix =
            transposed
                ? new PackedMatrix(to - from, k, 1, width)
                : new PackedMatrix(k, to - from, groups, width);
      }
      if (transposed) {
        engine.packTransposed(matrix, values, offset + from, shape.at(1));
      } else {
        engine.pack(matrix, values, offset + from, shape.at(1));
      }
      return matrix;
    }
  }

  private record Packed(PackedMatrix matrix, long version) {}

  private final Parameter parameter;
  private final Map<Block, Packed> packed = new HashMap<>();

  PackedBlocks(Parameter parameter) {
    this.parameter = parameter;
  }

  synchronized PackedMatrix get(Engine engine, Block block) {
    Packed current = packed.get(block);
    long version = parameter.arena().version();
    int width = engine.kernels().matmul().panelWidth();
    if (current == null || current.version != version || current.matrix.width() != width) {
      PackedMatrix old = current == null ? null : current.matrix;
      float[] values = parameter.arena().values();
      PackedMatrix matrix = block.pack(engine, values, parameter.offset(), parameter.shape(), old);
      current = new Packed(matrix, version);
      packed.put(block, current);
    }
    return current.matrix;
  }
}
