package dev.carousel.data;

import dev.carousel.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Several inputs and targets, side by side. What is asked of one is that of the first. */
record JoinedExamples(List<Examples> inputParts, List<Examples> targetParts) implements Examples {
  JoinedExamples {
    inputParts = List.copyOf(inputParts);
    targetParts = List.copyOf(targetParts);
    if (inputParts.isEmpty() || targetParts.isEmpty()) {
      throw new IllegalArgumentException(
          "joined examples: %d inputs and %d targets, expected at least one of each"
              .formatted(inputParts.size(), targetParts.size()));
    }
    List<Integer> sizes =
        Stream.concat(inputParts.stream(), targetParts.stream()).map(Examples::size).toList();
    if (sizes.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "joined examples: inputs and targets of %s examples, expected equal numbers"
              .formatted(sizes));
    }
  }

  @Override
  public int size() {
    return inputParts.getFirst().size();
  }

  @Override
  public Shape inputShape() {
    return inputParts.getFirst().inputShape();
  }

  @Override
  public Shape targetShape() {
    return targetParts.getFirst().targetShape();
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    inputParts.getFirst().readInput(index, to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    targetParts.getFirst().readTarget(index, to, offset);
  }

  /** Of the longest input. */
  @Override
  public int length(int index) {
    return inputParts.stream().mapToInt(input -> input.length(index)).max().orElseThrow();
  }

  @Override
  public boolean weighted() {
    return targetParts.getFirst().weighted();
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    targetParts.getFirst().readWeights(index, to, offset);
  }
}
