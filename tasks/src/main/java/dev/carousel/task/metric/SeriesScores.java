package dev.carousel.task.metric;

/**
 * Errors of the forecast of one series, with its training part for scale, as forecasting
 * competitions define them. Steps without an actual value are passed over.
 *
 * <p>What a zero denominator does: a term of sMAPE whose actual and forecast are both 0 is 0; a
 * term of MAPE whose actual is 0 is left out, and MAPE is NaN if none is left; MASE and RMSSE are
 * NaN if their scale is 0 (every training value equals the one a season before).
 *
 * @param mae mean |y - f|
 * @param rmse sqrt(mean (y - f)^2)
 * @param smape mean 200 |y - f| / (|y| + |f|) (the M4 form, 0 to 200)
 * @param mape mean 100 |y - f| / |y|
 * @param mase MAE / mean |y(t) - y(t - m)| over training (Hyndman and Koehler 2006)
 * @param rmsse sqrt(mean (y - f)^2 / mean (y(t) - y(t - 1))^2 over training) (Makridakis, Spiliotis
 *     and Assimakopoulos 2022, the M5 competition, which takes m = 1 whatever the season)
 * @param count steps with an actual value; without any the rest is NaN
 */
public record SeriesScores(
    double mae, double rmse, double smape, double mape, double mase, double rmsse, int count) {

  /**
   * Scores a forecast.
   *
   * @param history NaN where not observed; only places before {@code origin} are read, for scale
   * @param season m of MASE: 24, 1, 12, 4 and 1 for the hourly, weekly, monthly, quarterly and
   *     yearly series of M4
   * @param actual what came, from the origin on, NaN where not observed
   * @param forecast as long, finite where there is an actual value
   */
  public static SeriesScores of(
      double[] history, int origin, int season, double[] actual, double[] forecast) {
    if (actual.length != forecast.length) {
      throw new IllegalArgumentException(
          actual.length + " actual values, " + forecast.length + " forecast");
    }
    ForecastErrors errors = new ForecastErrors(ForecastErrors.scale(history, origin, season));
    errors.add(actual, 0, forecast);
    Scores scores = errors.scores();
    double scale = Math.sqrt(squaredScale(history, origin));
    return new SeriesScores(
        scores.mae(),
        scores.rmse(),
        scores.smape(),
        mape(actual, forecast),
        scores.mase(),
        scores.rmse() / scale,
        Math.toIntExact(errors.count()));
  }

  private static double mape(double[] actual, double[] forecast) {
    double sum = 0;
    int count = 0;
    for (int h = 0; h < actual.length; h++) {
      if (!Double.isNaN(actual[h]) && actual[h] != 0) {
        sum += 100 * Math.abs(actual[h] - forecast[h]) / Math.abs(actual[h]);
        count++;
      }
    }
    return sum / count; // NaN if there is none
  }

  /**
   * The mean squared step over training, both ends observed; NaN if it is zero or there is none.
   */
  static double squaredScale(double[] history, int origin) {
    double sum = 0;
    int count = 0;
    for (int t = 1; t < origin; t++) {
      double difference = history[t] - history[t - 1];
      if (!Double.isNaN(difference)) {
        sum += difference * difference;
        count++;
      }
    }
    return sum == 0 ? Double.NaN : sum / count;
  }
}
