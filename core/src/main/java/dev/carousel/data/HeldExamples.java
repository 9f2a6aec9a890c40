package dev.carousel.data;

import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Some examples of a stream. */
final class HeldExamples implements Examples {
  private final Shape inputShape;
  private final Shape targetShape;
  private final List<Example> examples;
  private final int width; // numbers a step of the input
  private final boolean weighted;

  HeldExamples(ExampleStream stream, long first, List<Example> examples) {
    this.inputShape = stream.inputShape();
    this.targetShape = stream.targetShape();
    this.examples = List.copyOf(examples);
    this.width = inputShape.size() / inputShape.at(0);
    this.weighted = examples.stream().anyMatch(e -> e.weights() != null);
    for (int i = 0; i < examples.size(); i++) {
      check(first + i, examples.get(i));
    }
  }

  private void check(long number, Example example) {
    int values = example.input().length;
    int steps = inputShape.at(0);
    if (values % width != 0 || values == 0 || values / width > steps) {
      throw new IllegalArgumentException(
          "example %d of the stream has %d input values, expected %d a step, 1 to %d steps"
              .formatted(number, values, width, steps));
    }
    int target = example.target().length;
    boolean stepwise = targetShape.rank() > 0 && targetShape.at(0) == steps;
    int there = stepwise ? targetShape.size() / steps * (values / width) : targetShape.size();
    if (target != targetShape.size() && target != there) {
      throw new IllegalArgumentException(
          "example %d of the stream has %d target values, expected %d"
              .formatted(number, target, there));
    }
    float[] weights = example.weights();
    if (weights != null && weights.length != target) {
      throw new IllegalArgumentException(
          "example %d of the stream has %d weights for %d target values"
              .formatted(number, weights.length, target));
    }
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape targetShape() {
    return targetShape;
  }

  @Override
  public int length(int index) {
    return examples.get(index).input().length / width;
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    copy(examples.get(index).input(), 0, inputShape.size(), to, offset);
  }

  @Override
  public void readInputSteps(int index, int from, int steps, float[] to, int offset) {
    copy(examples.get(index).input(), from * width, steps * width, to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    copy(examples.get(index).target(), 0, targetShape.size(), to, offset);
  }

  @Override
  public void readTargetSteps(int index, int from, int steps, float[] to, int offset) {
    int step = targetShape.size() / targetShape.at(0);
    copy(examples.get(index).target(), from * step, steps * step, to, offset);
  }

  /** {@code n} values of an array from a place on, zeros behind its end. */
  private static void copy(float[] values, int from, int n, float[] to, int offset) {
    int there = Math.clamp(values.length - (long) from, 0, n);
    if (there > 0) {
      System.arraycopy(values, from, to, offset, there);
    }
    Arrays.fill(to, offset + there, offset + n, 0f);
  }

  @Override
  public boolean weighted() {
    return weighted;
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    float[] weights = examples.get(index).weights();
    if (weights == null) {
      Arrays.fill(to, offset, offset + targetShape.size(), 1f);
    } else {
      copy(weights, 0, targetShape.size(), to, offset);
    }
  }
}
