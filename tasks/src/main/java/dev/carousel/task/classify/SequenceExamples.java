package dev.carousel.task.classify;

import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;
import java.util.Arrays;

/** Sequences as examples: scaled values (T, channels), and the number of the class. */
final class SequenceExamples implements Examples {
  private final SequenceSet set;
  private final Scaling scaling;
  private final Shape input;

  SequenceExamples(SequenceSet set, Scaling scaling) {
    this.set = set;
    this.scaling = scaling;
    this.input = Shape.of(set.longest(), set.channels());
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public Shape targetShape() {
    return Shape.of();
  }

  @Override
  public int length(int index) {
    return set.length(index);
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    readInputSteps(index, 0, input.at(0), to, offset);
  }

  @Override
  public void readInputSteps(int index, int from, int steps, float[] to, int offset) {
    int there = Math.clamp(set.length(index) - (long) from, 0, steps);
    int width = set.channels();
    scaling.apply(set.sequences()[index], from * width, there * width, to, offset);
    Arrays.fill(to, offset + there * width, offset + steps * width, 0f);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    to[offset] = set.labels()[index];
  }
}
