package dev.carousel.task.inspect;

import java.util.List;

/**
 * What a recurrent layer did.
 *
 * @param name the layer's, with its direction if there are two, as in {@code lstm_1}
 * @param sequences what it went over, in the order of the rows
 * @param values gates, then parts of the state
 */
public record TracedLayer(String name, List<TracedSequence> sequences, List<TracedValue> values) {
  /** What a cell shows is called so by all of Carousel's. */
  private static final String SHOWN = "h\\d*";

  /** Takes copies. */
  public TracedLayer {
    sequences = List.copyOf(sequences);
    values = List.copyOf(values);
  }

  /** Steps of all sequences. */
  public int rows() {
    return sequences.stream().mapToInt(TracedSequence::length).sum();
  }

  /**
   * What the layer shows to the next: h, or the first of h3, h2, h1 where layers are in one cell,
   * or what comes last if nothing is called so.
   */
  public TracedValue shown() {
    return values.stream()
        .filter(value -> value.name().matches(SHOWN))
        .findFirst()
        .orElse(values.getLast());
  }

  /** The name as a file may bear it. */
  public String fileName() {
    return name.replaceAll("[^A-Za-z0-9_]+", "-");
  }
}
