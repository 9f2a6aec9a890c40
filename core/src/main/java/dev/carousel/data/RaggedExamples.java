package dev.carousel.data;

/** Examples with lengths of their own. */
final class RaggedExamples extends DerivedExamples {
  private final int[] lengths;

  RaggedExamples(Examples all, int[] lengths) {
    super(all);
    this.lengths = lengths;
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
  public int length(int index) {
    return lengths[index];
  }

  @Override
  Examples derive(Examples others) {
    return new RaggedExamples(others, lengths);
  }
}
