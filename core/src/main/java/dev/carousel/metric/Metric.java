package dev.carousel.metric;

/**
 * A number that says what predictions are worth. It is added up batch by batch, in double and in
 * the order of the rows, so that its bits depend on nothing else.
 */
public interface Metric {
  /** Share of rows whose greatest prediction is that of their class; tokens or one-hot targets. */
  Metric ACCURACY = MeanOf.rows("accuracy", (batch, row) -> batch.rank(row) == 0 ? 1 : 0);

  /**
   * Share of numbers on the right side: logits over 0 where the target is over a half. For
   * probabilities see {@link #binaryAccuracy}.
   */
  Metric BINARY_ACCURACY = binaryAccuracy(0);

  /** Mean |p - y|. */
  Metric MEAN_ABSOLUTE_ERROR = MeanOf.elements("mean absolute error", (p, y) -> Math.abs(p - y));

  /** Mean (p - y)^2. */
  Metric MEAN_SQUARED_ERROR = MeanOf.elements("mean squared error", (p, y) -> (p - y) * (p - y));

  /** The root of the mean (p - y)^2. */
  Metric ROOT_MEAN_SQUARED_ERROR =
      MeanOf.elements("root mean squared error", (p, y) -> (p - y) * (p - y)).then(Math::sqrt);

  /** {@link RSquared}. */
  Metric R2 = new RSquared();

  /** {@link Perplexity} of logits. */
  Metric PERPLEXITY = new Perplexity();

  /** F1, the mean over the classes. */
  Metric F1 = ClassScore.f1(ClassScore.Average.MACRO);

  /** Share of numbers that are over the threshold just where the target is over a half. */
  static Metric binaryAccuracy(double threshold) {
    return MeanOf.elements(
        threshold == 0 ? "binary accuracy" : "binary accuracy at " + threshold,
        (p, y) -> p > threshold == y > 0.5 ? 1 : 0);
  }

  /** Share of rows whose class is among the {@code k} greatest predictions. */
  static Metric topK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("top k: %d, expected at least 1".formatted(k));
    }
    return MeanOf.rows("top %d accuracy".formatted(k), (batch, row) -> batch.rank(row) < k ? 1 : 0);
  }

  /** Such as {@code accuracy}. */
  String name();

  /** Begins to add up. */
  Tally tally();

  /** What is added up so far. */
  interface Tally {
    /** Adds a batch; rows of weight 0 count nothing. */
    void add(Outcomes batch);

    /** The metric over all batches; NaN if nothing counted. */
    double value();
  }
}
