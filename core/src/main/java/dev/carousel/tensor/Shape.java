package dev.carousel.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sizes of a tensor's axes, outermost first. Immutable. */
public final class Shape {
  /** No axes: one number. */
  public static final Shape SCALAR = new Shape();

  private final int[] sizes;
  private final int size;

  private Shape(int... sizes) {
    this.sizes = sizes;
    long product = 1;
    for (int s : sizes) {
      if (s < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(sizes));
      }
      product = Math.multiplyExact(product, (long) s);
    }
    if (product > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "shape %s holds %d elements, more than one array can"
              .formatted(Arrays.toString(sizes), product));
    }
    this.size = (int) product;
  }

  /** A shape with these axes. */
  public static Shape of(int... sizes) {
    return new Shape(sizes.clone());
  }

  /** Number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** Size of an axis; negative axes count from the last, -1. */
  public int at(int axis) {
    return sizes[axis < 0 ? sizes.length + axis : axis];
  }

  /** Size of the last axis; 1 if there is none. */
  public int last() {
    return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
  }

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** Number of rows: elements over the last axis' size. */
  public int rows() {
    return last() == 0 ? 0 : size / last();
  }

  /** This with another last axis. */
  public Shape withLast(int last) {
    int[] copy = sizes.clone();
    copy[copy.length - 1] = last;
    return new Shape(copy);
  }

  /** This with another first axis. */
  public Shape withFirst(int first) {
    int[] copy = sizes.clone();
    copy[0] = first;
    return new Shape(copy);
  }

  /** This with one more axis in front. */
  public Shape prepend(int first) {
    int[] longer = new int[sizes.length + 1];
    longer[0] = first;
    System.arraycopy(sizes, 0, longer, 1, sizes.length);
    return new Shape(longer);
  }

  /** This with one more axis behind. */
  public Shape append(int last) {
    int[] longer = Arrays.copyOf(sizes, sizes.length + 1);
    longer[sizes.length] = last;
    return new Shape(longer);
  }

  /** This without its first axis. */
  public Shape dropFirst() {
    return new Shape(Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  /** This without its last axis. */
  public Shape dropLast() {
    return new Shape(Arrays.copyOf(sizes, sizes.length - 1));
  }

  /** Whether the last axes of this are those of {@code other}. */
  public boolean endsWith(Shape other) {
    int skip = rank() - other.rank();
    return skip >= 0 && Arrays.equals(sizes, skip, rank(), other.sizes, 0, other.rank());
  }

  /** The sizes, outermost first. */
  public int[] toArray() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape s && Arrays.equals(sizes, s.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** As in {@code (32, 10, 1)}. */
  @Override
  public String toString() {
    return Arrays.stream(sizes)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
