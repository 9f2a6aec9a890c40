package dev.carousel.task.classify;

import dev.carousel.metric.Metric;
import dev.carousel.metric.Outcomes;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was predicted, row by row; its value is the accuracy. */
final class Predictions implements Metric {
  private final List<double[]> logits = new ArrayList<>();
  private int right;

  @Override
  public String name() {
    return "accuracy";
  }

  /** The logits of each sequence, in the order they were read. */
  List<double[]> logits() {
    return logits;
  }

  @Override
  public Tally tally() {
    return new Tally() {
      @Override
      public void add(Outcomes batch) {
        for (int row = 0; row < batch.rows(); row++) {
          double[] one = new double[batch.columns()];
          for (int c = 0; c < one.length; c++) {
            one[c] = batch.prediction(row, c);
          }
          logits.add(one);
          right += batch.rank(row) == 0 ? 1 : 0;
        }
      }

      @Override
      public double value() {
        return (double) right / logits.size();
      }
    };
  }
}
