package dev.carousel.task.report;

import dev.carousel.task.metric.Residuals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows of a model's errors, which are actual value less forecast. Arrays are kept,
 * not copied.
 *
 * @param unit of the errors, in words
 * @param bias mean error
 * @param rmse root mean squared error
 * @param shares of errors in bins of equal width from -4 to 4 root mean squares
 * @param beyond the share of errors beyond 3 root mean squares
 * @param biasByStep mean error by step ahead
 * @param rmseByStep root mean squared error by step ahead
 * @param autocorrelation of errors one step ahead, from lag 1 on; empty if there are too few
 * @param chance what 95 % of autocorrelations are within by chance
 * @param lag what a lag is, in words, such as {@code 7 steps}
 * @param coverage what intervals held; null without intervals
 * @param quantiles what fell below each quantile; empty without quantiles
 */
public record Diagnosis(
    String unit,
    double bias,
    double rmse,
    double[] shares,
    double beyond,
    double[] biasByStep,
    double[] rmseByStep,
    double[] autocorrelation,
    double chance,
    String lag,
    @Nullable Coverage coverage,
    List<Quantile> quantiles) {
  /** Half the width of the histogram, in root mean squares. */
  public static final double LIMIT = 4;

  /** Takes a copy of the list. */
  public Diagnosis {
    quantiles = List.copyOf(quantiles);
  }

  private static final int BINS = 32;
  private static final int LAGS = 28;
  private static final double FAR = 3;

  /** What residuals look like; the other arguments are as above. */
  public static Diagnosis of(
      Residuals residuals,
      String unit,
      String lag,
      @Nullable Coverage coverage,
      List<Quantile> quantiles) {
    return new Diagnosis(
        unit,
        residuals.bias(),
        residuals.rmse(),
        residuals.histogram(BINS, LIMIT),
        residuals.beyond(FAR),
        residuals.biasByStep(),
        residuals.rmseByStep(),
        residuals.autocorrelation(LAGS),
        residuals.chance(),
        lag,
        coverage,
        quantiles);
  }

  /**
   * Intervals.
   *
   * @param meant the share of values to hold
   * @param byStep the share that was held, by step ahead
   */
  public record Coverage(double meant, double[] byStep) {}

  /**
   * A quantile.
   *
   * @param level the share of values meant to be at or below it
   * @param found the share that was
   */
  public record Quantile(double level, double found) {}
}
