package dev.carousel.file;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The content of one tensor in a file: element type, shape, and the elements row by row (the last
 * dimension fastest). A scalar has shape {@code []}. The values are the given array itself, not a
 * copy; two are equal if type, shape and the bits of all values are.
 */
public final class TensorData {
  /** Most elements; some virtual machines cannot make longer arrays. */
  static final int LARGEST = Integer.MAX_VALUE - 8;

  private final Dtype dtype;
  private final int[] shape;
  private final MemorySegment values;

  private TensorData(Dtype dtype, int[] shape, MemorySegment values) {
    long elements = values.byteSize() / dtype.bytes();
    if (elements(Arrays.stream(shape).asLongStream().toArray()) != elements) {
      throw new IllegalArgumentException(
          "Shape %s does not hold %d values".formatted(Arrays.toString(shape), elements));
    }
    this.dtype = dtype;
    this.shape = shape.clone();
    this.values = values;
  }

  /** float32 elements in the given shape. */
  public static TensorData of(float[] values, int... shape) {
    return new TensorData(Dtype.F32, shape, MemorySegment.ofArray(values));
  }

  /** float64 elements in the given shape. */
  public static TensorData of(double[] values, int... shape) {
    return new TensorData(Dtype.F64, shape, MemorySegment.ofArray(values));
  }

  /** 32-bit integers in the given shape. */
  public static TensorData of(int[] values, int... shape) {
    return new TensorData(Dtype.I32, shape, MemorySegment.ofArray(values));
  }

  /** 64-bit integers in the given shape. */
  public static TensorData of(long[] values, int... shape) {
    return new TensorData(Dtype.I64, shape, MemorySegment.ofArray(values));
  }

  /** Type of the elements. */
  public Dtype dtype() {
    return dtype;
  }

  /** Size of each dimension, outermost first; a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public int size() {
    return (int) (byteSize() / dtype.bytes());
  }

  /** Number of bytes in a file. */
  public long byteSize() {
    return values.byteSize();
  }

  /** The elements of an F32 tensor. */
  public float[] floats() {
    return (float[]) array(Dtype.F32);
  }

  /** The elements of an F64 tensor. */
  public double[] doubles() {
    return (double[]) array(Dtype.F64);
  }

  /** The elements of an I32 tensor. */
  public int[] ints() {
    return (int[]) array(Dtype.I32);
  }

  /** The elements of an I64 tensor. */
  public long[] longs() {
    return (long[]) array(Dtype.I64);
  }

  private Object array(Dtype wanted) {
    if (dtype != wanted) {
      throw new IllegalStateException("The tensor is %s, not %s".formatted(this, wanted));
    }
    return values.heapBase().orElseThrow();
  }

  /** The array as memory, native byte order. */
  MemorySegment memory() {
    return values;
  }

  /** Number of elements of a shape, or -1 if an array cannot have as many. */
  static long elements(long[] shape) {
    long elements = 1;
    for (long n : shape) {
      if (n < 0 || n > LARGEST || elements * n > LARGEST) {
        return -1;
      }
      elements *= n;
    }
    return elements;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorData that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && values.mismatch(that.values) == -1;
  }

  @Override
  public int hashCode() {
    return 31 * dtype.hashCode() + Arrays.hashCode(shape);
  }

  /** Type and shape, such as {@code F32 [28, 7]}. */
  @Override
  public String toString() {
    return dtype + " " + Arrays.toString(shape);
  }
}
