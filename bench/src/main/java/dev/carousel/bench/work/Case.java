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

  /**
   * Multiply-adds of the matrix products that Carousel does, nothing else counted. Of a layer
   * forward the input's and the recurrent product; backward the recurrent one and the gradients of
   * both weights. Of a model these and the gradients of the layers' inputs, and three products of
   * the states with the kernel of the softmax.
   */
  public long multiplyAdds() {
    long hidden = shape.hidden();
    long row = cell.gates() * hidden;
    long input = row * shape.input();
    long recurrent = row * hidden;
    return shape.rows()
        * switch (work) {
          case FORWARD, STREAM -> input + recurrent;
          case TRAIN -> 2 * input + 3 * recurrent;
          case MODEL ->
              3 * (input + recurrent) + 3 * 2 * recurrent + 3 * hidden * LanguageModel.VOCABULARY;
        };
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
