package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
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

  private final PackedBlocks blocks = new PackedBlocks(this);

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

  /**
   * The values (K, N) packed for a kernel; packed anew only after the values changed.
   *
   * @param groups number of groups the columns fall into: the gates of a cell
   */
  public PackedMatrix packed(Engine engine, int groups) {
    Packed current = packed;
    if (current == null || isStale(current, engine, groups)) {
      synchronized (this) {
        current = packed;
        if (current == null || isStale(current, engine, groups)) {
          PackedMatrix matrix = reuse(current, engine, shape.at(0), shape.at(1), groups);
          engine.pack(matrix, arena.values(), offset, shape.at(1));
          current = new Packed(matrix, arena.version());
          packed = current;
        }
      }
    }
    return current.matrix;
  }

  /** The values (K, N) packed for a kernel, in one group. */
  public PackedMatrix packed(Engine engine) {
    return packed(engine, 1);
  }

  /** The transpose (N, K) of the values (K, N), packed for a kernel. */
  public PackedMatrix packedTransposed(Engine engine) {
    Packed current = packedTransposed;
    if (current == null || isStale(current, engine, 1)) {
      synchronized (this) {
        current = packedTransposed;
        if (current == null || isStale(current, engine, 1)) {
          PackedMatrix matrix = reuse(current, engine, shape.at(1), shape.at(0), 1);
          engine.packTransposed(matrix, arena.values(), offset, shape.at(1));
          current = new Packed(matrix, arena.version());
          packedTransposed = current;
        }
      }
    }
    return current.matrix;
  }

  /**
   * Columns {@code [from, to)} of the values (K, N), packed for a kernel.
   *
   * @param groups number of groups the columns fall into
   */
  public PackedMatrix packed(Engine engine, int from, int to, int groups) {
    return blocks.get(engine, new PackedBlocks.Block(from, to, groups, false));
  }

  /** Blocks of its columns, packed. */
  PackedBlocks blocks() {
    return blocks;
  }

  private boolean isStale(Packed current, Engine engine, int groups) {
    return current.version != arena.version() || !fits(current, engine, groups);
  }

  private static boolean fits(Packed current, Engine engine, int groups) {
    return current.matrix.width() == engine.kernels().matmul().panelWidth()
        && current.matrix.groups() == groups;
  }

  private static PackedMatrix reuse(
      @Nullable Packed old, Engine engine, int rows, int columns, int groups) {
    return old != null && fits(old, engine, groups)
        ? old.matrix
        : new PackedMatrix(rows, columns, groups, engine.kernels().matmul().panelWidth());
  }
}
