package dev.carousel.metric;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The weighted mean of a score, and perhaps a function of it in the end.
 *
 * @param name of the metric
 * @param elements whether each number of a row has a score, or the row one
 * @param score of a row, or of one number
 * @param end applied to the mean
 */
public record MeanOf(String name, boolean elements, Score score, DoubleUnaryOperator end)
    implements Metric {
  /** A score. */
  @FunctionalInterface
  public interface Score {
    /** The score of a number; of a whole row the column is 0. */
    double of(Outcomes batch, int row, int column);
  }

  /** A score of a row. */
  @FunctionalInterface
  public interface RowScore {
    /** The score of a row. */
    double of(Outcomes batch, int row);
  }

  /** The mean over rows. */
  public static MeanOf rows(String name, RowScore score) {
    return new MeanOf(name, false, (batch, row, column) -> score.of(batch, row), mean -> mean);
  }

  /** The mean over all numbers; the score is told prediction and target. */
  public static MeanOf elements(String name, DoubleBinaryOperator score) {
    return new MeanOf(
        name,
        true,
        (batch, row, column) ->
            score.applyAsDouble(batch.prediction(row, column), batch.target(row, column)),
        mean -> mean);
  }

  /** This with a function of the mean as its value. */
  public MeanOf then(DoubleUnaryOperator next) {
    return new MeanOf(name, elements, score, end.andThen(next));
  }

  @Override
  public Tally tally() {
    return new Sum();
  }

  @Override
  public String toString() {
    return name;
  }

  private final class Sum implements Tally {
    private double sum;
    private double total;

    @Override
    public void add(Outcomes batch) {
      int columns = elements ? batch.columns() : 1;
      for (int row = 0; row < batch.rows(); row++) {
        for (int column = 0; column < columns; column++) {
          double weight = elements ? batch.weight(row, column) : batch.weight(row);
          if (weight != 0) {
            sum += weight * score.of(batch, row, column);
            total += weight;
          }
        }
      }
    }

    @Override
    public double value() {
      return end.applyAsDouble(sum / total);
    }
  }
}
