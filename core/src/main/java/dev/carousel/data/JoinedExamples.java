package dev.carousel.data;

import dev.carousel.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Several inputs and targets, side by side. What is asked of one is that of the first. */
record JoinedExamples(List<Examples> inputs, List<Examples> targets) implements Examples {
  JoinedExamples {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    if (inputs.isEmpty() || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "joined examples: %d inputs and %d targets, expected at least one of each"
              .formatted(inputs.size(), targets.size()));
    }
    List<Integer> sizes =
        Stream.concat(inputs.stream(), targets.stream()).map(Examples::size).toList();
    if (sizes.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "joined examples: inputs and targets of %s examples, expected equal numbers"
              .formatted(sizes));
    }
  }

  @Override
  public int size() {
    return inputs.getFirst().size();
  }

  @Override
  public Shape inputShape() {
    return inputs.getFirst().inputShape();
  }

  @Override
  public Shape targetShape() {
    return targets.getFirst().targetShape();
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    inputs.getFirst().readInput(index, to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    targets.getFirst().readTarget(index, to, offset);
  }

  /** Of the longest input. */
  @Override
  public int length(int index) {
    return inputs.stream().mapToInt(input -> input.length(index)).max().orElseThrow();
  }

  @Override
  public boolean weighted() {
    return targets.getFirst().weighted();
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    targets.getFirst().readWeights(index, to, offset);
  }
}
