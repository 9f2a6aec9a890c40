package dev.carousel.task.forecast;

import dev.carousel.BadInput;

/**
 * How a forecast model is made.
 *
 * @param horizon steps forecast, from 1
 * @param window steps the network reads; 0: chosen from the frequency
 * @param units hidden units of the LSTM, up to 4,096
 * @param dropout rate on the LSTM's last output
 * @param epochs at most
 * @param patience epochs without a better validation loss before training stops
 * @param batchSize windows a step
 * @param learningRate of Adam
 * @param coverage the share of values the interval is to hold, above 0 and below 1
 * @param seed of weights, order and dropout
 */
public record ForecastOptions(
    int horizon,
    int window,
    int units,
    double dropout,
    int epochs,
    int patience,
    int batchSize,
    double learningRate,
    double coverage,
    long seed) {

  private static final int MOST_UNITS = 4096;

  /** Checks the options. */
  public ForecastOptions {
    atLeast("--horizon", horizon, 1);
    atLeast("--window", window, 0);
    atLeast("--units", units, 1);
    if (units > MOST_UNITS) {
      throw new BadInput("--units %d: expected at most %d", units, MOST_UNITS);
    }
    atLeast("--epochs", epochs, 1);
    atLeast("--patience", patience, 1);
    atLeast("--batch-size", batchSize, 1);
    if (!(dropout >= 0 && (float) dropout < 1)) {
      throw new BadInput("--dropout %s: expected a number from 0 up to, not including, 1", dropout);
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new BadInput("--learning-rate %s: expected a number above 0", learningRate);
    }
    if (!(coverage > 0 && coverage < 1)) {
      throw new BadInput(
          "--coverage %s: expected a share above 0 and below 1, such as 0.8", coverage);
    }
  }

  /** The defaults for a horizon. */
  public static ForecastOptions horizon(int horizon) {
    return new ForecastOptions(horizon, 0, 32, 0.3, 100, 10, 32, 0.001, 0.8, 1);
  }

  /** This with another seed. */
  public ForecastOptions withSeed(long next) {
    return new ForecastOptions(
        horizon, window, units, dropout, epochs, patience, batchSize, learningRate, coverage, next);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new BadInput("%s %d: expected a whole number of at least %d", option, value, least);
    }
  }
}
