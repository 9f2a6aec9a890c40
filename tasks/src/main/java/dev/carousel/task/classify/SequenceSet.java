package dev.carousel.task.classify;

import dev.carousel.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences with a class each. A step has a value for each channel; NaN marks what is missing.
 *
 * @param source the file, as the user named it
 * @param channels values a step
 * @param alike whether channels are of one kind, such as the pixels of a row, and are scaled as one
 * @param classes names of the classes
 * @param sequences values, step by step; kept, not copied
 * @param labels number of each sequence's class; kept, not copied
 */
public record SequenceSet(
    String source,
    int channels,
    boolean alike,
    List<String> classes,
    float[][] sequences,
    int[] labels) {
  /** Takes a copy of the classes and checks that there is a sequence. */
  public SequenceSet {
    classes = List.copyOf(classes);
    if (sequences.length == 0) {
      throw new BadInput("%s: no sequence, expected one or more", source);
    }
    if (sequences.length != labels.length) {
      throw new BadInput(
          "%s: %d sequences and %d labels, expected as many",
          source, sequences.length, labels.length);
    }
  }

  /** Number of sequences. */
  public int size() {
    return sequences.length;
  }

  /** Steps of a sequence. */
  public int length(int index) {
    return sequences[index].length / channels;
  }

  /** Steps of the longest. */
  public int longest() {
    return Arrays.stream(sequences).mapToInt(values -> values.length / channels).max().orElse(0);
  }

  /** Steps of the shortest. */
  public int shortest() {
    return Arrays.stream(sequences).mapToInt(values -> values.length / channels).min().orElse(0);
  }

  /** Some of these, in that order. */
  public SequenceSet select(int... indices) {
    float[][] some = new float[indices.length][];
    int[] their = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      some[i] = sequences[indices[i]];
      their[i] = labels[indices[i]];
    }
    return new SequenceSet(source, channels, alike, classes, some, their);
  }

  /** The last ones. */
  public SequenceSet last(int count) {
    if (count > size()) {
      throw new BadInput("%s: %d sequences, fewer than the %d asked for", source, size(), count);
    }
    return select(IntStream.range(size() - count, size()).toArray());
  }

  /**
   * This with the classes of a model, in its order.
   *
   * @throws BadInput if a sequence is of another class
   */
  public SequenceSet withClasses(List<String> known) {
    int[] number = classes.stream().mapToInt(known::indexOf).toArray();
    int[] renumbered = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      renumbered[i] = number[labels[i]];
      if (renumbered[i] < 0) {
        throw new BadInput(
            "%s: sequence %d is of class '%s', the model knows %s; give it a file of the same kind",
            source, i + 1, classes.get(labels[i]), String.join(", ", known));
      }
    }
    return new SequenceSet(source, channels, alike, known, sequences, renumbered);
  }
}
