package dev.carousel.data;

import dev.carousel.tensor.Shape;

/** Examples with lengths of their own. */
record RaggedExamples(Examples all, int[] lengths) implements Examples {
  RaggedExamples {
    if (lengths.length != all.size()) {
      throw new IllegalArgumentException(
          "%d lengths for %d examples".formatted(lengths.length, all.size()));
    }
    int most = all.inputShape().at(0);
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 1 || lengths[i] > most) {
        throw new IllegalArgumentException(
            "example %d has length %d, expected 1 to %d".formatted(i, lengths[i], most));
      }
    }
  }

  @Override
  public int size() {
    return all.size();
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
  public int length(int index) {
    return lengths[index];
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    all.readInput(index, to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    all.readTarget(index, to, offset);
  }

  @Override
  public void readInputSteps(int index, int from, int steps, float[] to, int offset) {
    all.readInputSteps(index, from, steps, to, offset);
  }

  @Override
  public void readTargetSteps(int index, int from, int steps, float[] to, int offset) {
    all.readTargetSteps(index, from, steps, to, offset);
  }

  @Override
  public boolean weighted() {
    return all.weighted();
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    all.readWeights(index, to, offset);
  }
}
