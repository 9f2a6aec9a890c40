package dev.carousel.bench.work;

import java.util.List;

/**
 * The shape of one layer's work.
 *
 * @param batch B
 * @param time T
 * @param input I
 * @param hidden H
 */
public record LayerShape(int batch, int time, int input, int hidden) {
  /** The shapes of every comparison: a language model, large and small layers, one sequence. */
  public static final List<LayerShape> STANDARD =
      List.of(
          new LayerShape(20, 35, 650, 650),
          new LayerShape(64, 50, 256, 256),
          new LayerShape(64, 100, 128, 512),
          new LayerShape(128, 28, 28, 128),
          new LayerShape(32, 96, 8, 64),
          new LayerShape(1, 100, 128, 128),
          new LayerShape(16, 200, 1024, 1024));

  /** One step of one sequence. */
  public static final LayerShape STREAM = new LayerShape(1, 1, 128, 128);

  /** Checks that all are at least 1, and that an array can hold gates and weights. */
  public LayerShape {
    if (batch < 1 || time < 1 || input < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "shape %d,%d,%d,%d: expected four numbers of at least 1"
              .formatted(batch, time, input, hidden));
    }
    double widest = Math.max(input, 4.0 * hidden);
    double largest = Math.max((double) batch * time * widest, 4.0 * hidden * widest);
    if (largest > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "shape %d,%d,%d,%d: needs an array of more than %,d numbers, which Java has not"
              .formatted(batch, time, input, hidden, Integer.MAX_VALUE));
    }
  }

  /** Reads {@code B,T,I,H}. */
  public static LayerShape parse(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 4) {
        return new LayerShape(at(parts, 0), at(parts, 1), at(parts, 2), at(parts, 3));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected(text), e);
    }
    throw new IllegalArgumentException(expected(text));
  }

  private static int at(String[] parts, int index) {
    return Integer.parseInt(parts[index].strip());
  }

  private static String expected(String text) {
    return "shape '%s': expected B,T,I,H, such as 64,50,256,256".formatted(text);
  }

  /** Rows (t, b) in all. */
  public int rows() {
    return batch * time;
  }

  /** Whether the slowest peer can be measured on it within seconds. */
  public boolean small() {
    return (long) rows() * (input + hidden) * hidden < 100_000_000L;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return "%d,%d,%d,%d".formatted(batch, time, input, hidden);
  }
}
