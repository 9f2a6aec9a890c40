package dev.carousel.task.inspect;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Signal;
import dev.carousel.layer.Trace;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the recurrent layers of a network did while it read some sequences.
 *
 * @param sequenceColumn what names a sequence, such as {@code origin}
 * @param stepColumn what names a step, such as {@code time}
 * @param sequences what was read, in order
 * @param layers every recurrent layer
 */
public record Inspection(
    String sequenceColumn,
    String stepColumn,
    List<TracedSequence> sequences,
    List<TracedLayer> layers) {
  private static final Randomness NONE = new Randomness(0, 0);

  /** Takes copies. */
  public Inspection {
    sequences = List.copyOf(sequences);
    layers = List.copyOf(layers);
  }

  /**
   * Runs a network of one input over sequences that begin without a past.
   *
   * @param x (N, T, I), or (N, T) tokens; steps behind a sequence's end only fill up
   * @param sequences N, with as many steps as each has, at most T
   */
  public static Inspection of(
      Network network,
      Tensor x,
      String sequenceColumn,
      String stepColumn,
      List<TracedSequence> sequences) {
    network.checkInput(x);
    Tape tape = new Tape(Engine.shared(), false);
    tape.reset(NONE);
    Pass pass = Pass.on(tape).traced();
    network.apply(pass, List.of(new Signal(tape.constant(x), mask(tape, x, sequences))));
    List<TracedLayer> layers = new ArrayList<>();
    for (Map.Entry<String, Trace> layer : pass.traces().entrySet()) {
      layers.add(layer(layer.getKey(), layer.getValue(), x.shape(), sequences));
    }
    return new Inspection(sequenceColumn, stepColumn, sequences, layers);
  }

  private static @Nullable Tensor mask(Tape tape, Tensor x, List<TracedSequence> sequences) {
    int steps = x.shape().at(1);
    if (sequences.stream().allMatch(one -> one.length() == steps)) {
      return null;
    }
    float[] mask = new float[sequences.size() * steps];
    for (int i = 0; i < sequences.size(); i++) {
      int from = i * steps;
      Arrays.fill(mask, from, from + sequences.get(i).length(), 1f);
    }
    return tape.constant(Tensor.of(mask, sequences.size(), steps));
  }

  /** Steps that only fill up are left out. */
  private static TracedLayer layer(
      String name, Trace trace, Shape x, List<TracedSequence> sequences) {
    List<TracedValue> values = new ArrayList<>();
    List<TracedSequence> read = sequences;
    for (String letter : trace.names()) {
      Tensor all = trace.get(letter);
      int steps = all.shape().at(1);
      if (all.shape().at(0) != x.at(0) || steps != x.at(1)) { // as of a layer in a layer
        read = unnamed(all.shape().at(0), steps);
      }
      values.add(value(letter, all, read));
    }
    return new TracedLayer(name, read, values);
  }

  private static List<TracedSequence> unnamed(int sequences, int steps) {
    List<String> labels = Collections.nCopies(steps, "");
    return IntStream.range(0, sequences)
        .mapToObj(i -> new TracedSequence(Integer.toString(i), labels))
        .toList();
  }

  private static TracedValue value(String name, Tensor all, List<TracedSequence> sequences) {
    int steps = all.shape().at(1);
    int size = all.shape().last();
    float[] from = all.toArray();
    float[] values = new float[sequences.stream().mapToInt(TracedSequence::length).sum() * size];
    int at = 0;
    for (int i = 0; i < sequences.size(); i++) {
      int length = sequences.get(i).length() * size;
      System.arraycopy(from, i * steps * size, values, at, length);
      at += length;
    }
    return new TracedValue(name, size, values);
  }
}
