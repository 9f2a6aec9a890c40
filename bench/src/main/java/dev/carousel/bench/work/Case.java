package dev.carousel.bench.work;

import java.util.List;
import java.util.Locale;

/**
 * One thing to measure.
 *
 * @param threads threads each side may compute on
 */
public record Case(Work work, CellKind cell, LayerShape shape, int threads) {
  /** Checks the threads, and that a stream is one step of one sequence. */
  public Case {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: %d, expected at least 1".formatted(threads));
    }
    if (work == Work.STREAM && shape.rows() != 1) {
      throw new IllegalArgumentException("stream of shape %s, expected 1,1,I,H".formatted(shape));
    }
  }

  /** As words of a command line. */
  public List<String> words() {
    return List.of(name(work), name(cell), shape.toString(), Integer.toString(threads));
  }

  /** Reads {@link #words}. */
  public static Case parse(List<String> words) {
    return new Case(
        Work.valueOf(words.get(0).toUpperCase(Locale.ROOT)),
        CellKind.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
        LayerShape.parse(words.get(2)),
        Integer.parseInt(words.get(3)));
  }

  /** Whether multiply-adds of one layer bound the work, and {@link #multiplyAdds} counts them. */
  public boolean isCounted() {
    // One row of a product reads as many weights as it does multiply-adds; a model is more than
    // its products.
    return work == Work.TRAIN || work == Work.FORWARD;
  }

  /**
   * Multiply-adds of the matrix products that Carousel does in one layer, nothing else counted:
   * forward the input's and the recurrent product; backward the recurrent one and the gradients of
   * both weights.
   */
  public long multiplyAdds() {
    long row = (long) cell.gates() * shape.hidden();
    long forward = row * (shape.input() + shape.hidden());
    long backward = row * shape.hidden() + forward;
    return shape.rows() * (work == Work.TRAIN ? forward + backward : forward);
  }

  /** An enum constant as users write it. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return String.join(" ", words());
  }
}
