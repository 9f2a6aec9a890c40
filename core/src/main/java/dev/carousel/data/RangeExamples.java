package dev.carousel.data;

import dev.carousel.tensor.Shape;
import java.util.Objects;

/** Some consecutive examples of others. */
record RangeExamples(Examples all, int from, int to) implements Examples {
  RangeExamples {
    Objects.checkFromToIndex(from, to, all.size());
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public Shape inputShape() {
    return all.inputShape();
  }

  @Override
  public Shape targetShape() {
    return all.targetShape();
  }

  @Override
  public void readInput(int index, float[] into, int offset) {
    all.readInput(from + index, into, offset);
  }

  @Override
  public void readTarget(int index, float[] into, int offset) {
    all.readTarget(from + index, into, offset);
  }

  @Override
  public int length(int index) {
    return all.length(from + index);
  }

  @Override
  public void readInputSteps(int index, int first, int steps, float[] into, int offset) {
    all.readInputSteps(from + index, first, steps, into, offset);
  }

  @Override
  public void readTargetSteps(int index, int first, int steps, float[] into, int offset) {
    all.readTargetSteps(from + index, first, steps, into, offset);
  }

  @Override
  public boolean weighted() {
    return all.weighted();
  }

  @Override
  public void readWeights(int index, float[] into, int offset) {
    all.readWeights(from + index, into, offset);
  }
}
