package dev.carousel.task.metric;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Errors over many series: means of the series' errors, each series counting the same; a series
 * whose error is undefined (NaN) is left out of that mean.
 *
 * @param smape mean over series, 0 to 200
 * @param pooledSmape mean over all steps of all series, a long horizon counting more: the figure of
 *     the M3 competition
 * @param mape mean over series, in percent
 * @param mase mean over series
 * @param rmsse mean over series
 * @param mae mean over series, in the unit of the target
 * @param series how many there are
 * @param unscaled how many of them have no MASE, their scale being zero
 */
public record GroupScores(
    double smape,
    double pooledSmape,
    double mape,
    double mase,
    double rmsse,
    double mae,
    int series,
    int unscaled) {

  /** The means of these; NaN where no series is defined. */
  public static GroupScores of(Collection<SeriesScores> scores) {
    double pooled = 0;
    long steps = 0;
    int unscaled = 0;
    for (SeriesScores one : scores) {
      if (one.count() > 0) {
        pooled += one.smape() * one.count();
        steps += one.count();
        unscaled += Double.isNaN(one.mase()) ? 1 : 0;
      }
    }
    return new GroupScores(
        mean(scores, SeriesScores::smape),
        pooled / steps,
        mean(scores, SeriesScores::mape),
        mean(scores, SeriesScores::mase),
        mean(scores, SeriesScores::rmsse),
        mean(scores, SeriesScores::mae),
        scores.size(),
        unscaled);
  }

  private static double mean(
      Collection<SeriesScores> scores, ToDoubleFunction<SeriesScores> measure) {
    double sum = 0;
    int count = 0;
    for (SeriesScores one : scores) {
      double value = measure.applyAsDouble(one);
      sum += Double.isNaN(value) ? 0 : value;
      count += Double.isNaN(value) ? 0 : 1;
    }
    return sum / count;
  }

  /**
   * The overall weighted average of the M4 competition: half of sMAPE and half of MASE, each over
   * that of the reference, from the averages of the group and not series by series (Makridakis,
   * Spiliotis and Assimakopoulos 2020). NaN if an average of the reference is 0 or undefined.
   *
   * @param naive2 the scores of {@code Naive2} on the same series
   */
  public double owa(GroupScores naive2) {
    double owa = 0.5 * (smape / naive2.smape + mase / naive2.mase);
    return naive2.smape == 0 || naive2.mase == 0 ? Double.NaN : owa;
  }
}
