package dev.carousel.tensor;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import org.jspecify.annotations.Nullable;

/** A named, trainable tensor: a range of its arena. */
public final class Parameter {
  private final Parameters arena;
  private final String name;
  private final Shape shape;
  private final int offset;
  private volatile @Nullable Packed packed;
  private volatile @Nullable Packed packedTransposed;

  private record Packed(PackedMatrix matrix, long version) {}

  Parameter(Parameters arena, String name, Shape shape, int offset) {
    this.arena = arena;
    this.name = name;
    this.shape = shape;
    this.offset = offset;
  }

  /** The arena this is a range of. */
  public Parameters arena() {
    return arena;
  }

  /** Such as {@code lstm/recurrent}. */
  public String name() {
    return name;
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /** Index of the first element in the arena. */
  public int offset() {
    return offset;
  }

  /** A copy of the values. */
  public float[] toArray() {
    return java.util.Arrays.copyOfRange(arena.values(), offset, offset + shape.size());
  }

  /** The values (K, N) packed for a kernel; packed anew only after the values changed. */
  public PackedMatrix packed(Matmul matmul) {
    Packed current = packed;
    if (current == null || isStale(current, matmul)) {
      synchronized (this) {
        current = packed;
        if (current == null || isStale(current, matmul)) {
          PackedMatrix matrix = reuse(current, matmul, shape.at(0), shape.at(1));
          matrix.pack(arena.values(), offset, shape.at(1));
          current = new Packed(matrix, arena.version());
          packed = current;
        }
      }
    }
    return current.matrix;
  }

  /** The transpose (N, K) of the values (K, N), packed for a kernel. */
  public PackedMatrix packedTransposed(Matmul matmul) {
    Packed current = packedTransposed;
    if (current == null || isStale(current, matmul)) {
      synchronized (this) {
        current = packedTransposed;
        if (current == null || isStale(current, matmul)) {
          PackedMatrix matrix = reuse(current, matmul, shape.at(1), shape.at(0));
          matrix.packTransposed(arena.values(), offset, shape.at(1));
          current = new Packed(matrix, arena.version());
          packedTransposed = current;
        }
      }
    }
    return current.matrix;
  }

  private boolean isStale(Packed current, Matmul matmul) {
    return current.version != arena.version() || current.matrix.width() != matmul.panelWidth();
  }

  private static PackedMatrix reuse(@Nullable Packed old, Matmul matmul, int rows, int columns) {
    return old != null && old.matrix.width() == matmul.panelWidth()
        ? old.matrix
        : new PackedMatrix(rows, columns, matmul.panelWidth());
  }
}
