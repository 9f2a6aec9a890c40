package dev.carousel.metric;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A batch of predictions beside its targets, seen as rows: the last axis of the predictions (...,
 * V) lies along a row, everything before it counts the rows, time steps too.
 */
public final class Outcomes {
  private final Tensor prediction;
  private final Tensor target;
  private final @Nullable Tensor weights;
  private final int rows;
  private final int columns;
  private final boolean sparse;

  private Outcomes(Tensor prediction, Tensor target, @Nullable Tensor weights, boolean sparse) {
    this.prediction = prediction;
    this.target = target;
    this.weights = weights;
    this.rows = prediction.shape().rows();
    this.columns = prediction.shape().last();
    this.sparse = sparse;
  }

  /**
   * Predictions and targets.
   *
   * @param prediction (..., V)
   * @param target (..., V), or (...) tokens 0 to V - 1
   * @param weights one number for each row or each target, 0 where nothing counts (what is masked
   *     there is never looked at); null: all 1
   */
  public static Outcomes of(Tensor prediction, Tensor target, @Nullable Tensor weights) {
    Shape shape = prediction.shape();
    boolean dense = target.shape().equals(shape);
    if (!dense && (shape.rank() == 0 || !target.shape().equals(shape.dropLast()))) {
      throw new IllegalArgumentException(
          "predictions %s, targets %s: expected the same shape, or tokens without the last axis"
              .formatted(shape, target.shape()));
    }
    if (weights != null
        && weights.shape().size() != shape.rows()
        && weights.shape().size() != target.shape().size()) {
      throw new IllegalArgumentException(
          "%d weights for predictions %s, expected one for each row (%d) or each target (%d)"
              .formatted(weights.shape().size(), shape, shape.rows(), target.shape().size()));
    }
    return new Outcomes(prediction, target, weights, !dense);
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** V, the numbers in a row of predictions. */
  public int columns() {
    return columns;
  }

  /** Whether targets are tokens. */
  public boolean sparse() {
    return sparse;
  }

  /** What was predicted. */
  public double prediction(int row, int column) {
    return prediction.at(row * columns + column);
  }

  /** What it should be; of tokens the one-hot row. */
  public double target(int row, int column) {
    return sparse ? (label(row) == column ? 1 : 0) : target.at(row * columns + column);
  }

  /**
   * The class a row belongs to: its token, or the column of its greatest target, the first of equal
   * ones; of a single column 1 if the target is over a half.
   */
  public int label(int row) {
    if (sparse) {
      return token(row);
    }
    return columns == 1 ? (target.at(row) > 0.5 ? 1 : 0) : greatest(target, row);
  }

  /** The column of the greatest prediction, the first of equal ones. */
  public int best(int row) {
    return greatest(prediction, row);
  }

  /** Number of classes that are predicted above the label; among equal ones the first is above. */
  public int rank(int row) {
    int label = label(row);
    double own = prediction(row, label);
    int above = 0;
    for (int c = 0; c < columns; c++) {
      double other = prediction(row, c);
      if (!(other <= own) || (other == own && c < label)) { // NaN is above, or under all others
        above++;
      }
    }
    return above;
  }

  /** What a row counts. */
  public double weight(int row) {
    if (weights == null || weights.shape().size() == rows) {
      return weights == null ? 1 : weights.at(row);
    }
    float first = weights.at(row * columns);
    for (int c = 1; c < columns; c++) {
      if (weights.at(row * columns + c) != first) {
        throw new IllegalArgumentException(
            "row %d has targets of weight %s and %s, but is one outcome: expected one weight a row"
                .formatted(row, first, weights.at(row * columns + c)));
      }
    }
    return first;
  }

  /** What a number of a row counts. */
  public double weight(int row, int column) {
    if (weights == null) {
      return 1;
    }
    return weights.at(weights.shape().size() == rows ? row : row * columns + column);
  }

  private int token(int row) {
    float token = target.at(row);
    if (!(token >= 0 && token < columns && token == (int) token)) {
      throw new IllegalArgumentException(
          "target of row %d is %s, expected a token 0 to %d".formatted(row, token, columns - 1));
    }
    return (int) token;
  }

  private int greatest(Tensor of, int row) {
    int best = 0;
    for (int c = 1; c < columns; c++) {
      if (of.at(row * columns + c) > of.at(row * columns + best)) {
        best = c;
      }
    }
    return best;
  }
}
