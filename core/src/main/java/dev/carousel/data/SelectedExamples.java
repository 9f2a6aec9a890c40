package dev.carousel.data;

import java.util.Objects;
import java.util.stream.IntStream;

/** Some of other examples, in an order of their own. */
final class SelectedExamples extends DerivedExamples {
  private final int[] indices;

  SelectedExamples(Examples all, int[] indices) {
    super(all);
    this.indices = indices.clone();
    for (int index : indices) {
      Objects.checkIndex(index, all.size());
    }
  }

  /** The examples {@code [from, to)}. */
  static SelectedExamples range(Examples all, int from, int to) {
    Objects.checkFromToIndex(from, to, all.size());
    return new SelectedExamples(all, IntStream.range(from, to).toArray());
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  int at(int index) {
    return indices[index];
  }

  @Override
  Examples derive(Examples others) {
    return new SelectedExamples(others, indices);
  }
}
