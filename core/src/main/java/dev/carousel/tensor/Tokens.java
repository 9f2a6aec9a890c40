package dev.carousel.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tokens: whole numbers {@code 0 .. vocabulary - 1} that travel in tensors as floats, exact up to
 * {@value #MOST}.
 */
public final class Tokens {
  /** The largest vocabulary: 2^24, beyond which floats skip whole numbers. */
  public static final int MOST = 1 << 24;

  private Tokens() {}

  /**
   * Checks a size.
   *
   * @throws IllegalArgumentException if it is not in {@code 1 ..} {@value #MOST}
   */
  public static void checkVocabulary(String what, int vocabulary) {
    if (vocabulary < 1 || vocabulary > MOST) {
      throw new IllegalArgumentException(
          "%s vocabulary: %d, expected 1 to %d".formatted(what, vocabulary, MOST));
    }
  }

  /**
   * Checks that every element is a token.
   *
   * @param what such as {@code x}
   * @throws IllegalArgumentException with the first other value, its place and the vocabulary
   */
  public static void check(String what, Tensor ids, int vocabulary) {
    if (ids instanceof FloatTensor f) {
      check(what, f.data, f.offset, f.shape(), vocabulary);
    } else {
      check(what, ids.toArray(), 0, ids.shape(), vocabulary);
    }
  }

  /** The same of values that lie from {@code offset} on. */
  public static void check(String what, float[] ids, int offset, Shape shape, int vocabulary) {
    for (int i = 0; i < shape.size(); i++) {
      float id = ids[offset + i];
      if (!(id >= 0 && id < vocabulary && id == (int) id)) {
        throw new IllegalArgumentException(
            ("%s holds %s at %s, expected a token: a whole number from 0 to %d (the vocabulary"
                    + " has %d)")
                .formatted(what, text(id), place(shape, i), vocabulary - 1, vocabulary));
      }
    }
  }

  private static String text(float id) {
    return id == Math.rint(id) && Math.abs(id) < Long.MAX_VALUE
        ? String.format(Locale.ROOT, "%.0f", id)
        : Float.toString(id);
  }

  /** The indices of a row-major position, as in {@code (3, 17)}. */
  private static String place(Shape shape, int position) {
    int[] indices = new int[shape.rank()];
    for (int axis = shape.rank() - 1, rest = position; axis >= 0; axis--) {
      indices[axis] = rest % shape.at(axis);
      rest /= shape.at(axis);
    }
    return Arrays.stream(indices)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
