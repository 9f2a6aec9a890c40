package dev.carousel.metric;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Reductions;

/**
 * e to the mean cross-entropy of each row, {@code exp(mean(ln sum_v e^p_v - p_label))}: predictions
 * are logits, targets tokens or rows that sum to 1.
 */
record Perplexity() implements Metric {
  @Override
  public String name() {
    return "perplexity";
  }

  @Override
  public Tally tally() {
    return MeanOf.rows(name(), new CrossEntropy()).then(StrictMath::exp).tally();
  }

  private static final class CrossEntropy implements MeanOf.RowScore {
    private final Reductions reductions = Engine.of("auto", 1).kernels().reductions();
    private float[] logits = {};

    @Override
    public double of(Outcomes batch, int row) {
      if (logits.length != batch.columns()) {
        logits = new float[batch.columns()];
      }
      double likely = 0;
      for (int c = 0; c < logits.length; c++) {
        logits[c] = (float) batch.prediction(row, c);
        likely += batch.sparse() ? 0 : batch.target(row, c) * logits[c];
      }
      if (batch.sparse()) {
        likely = logits[batch.label(row)];
      }
      return reductions.logSumExp(logits, 0, logits.length) - likely;
    }
  }
}
