package dev.carousel.task.baseline;

import dev.carousel.task.baseline.EtsForm.Season;

/**
 * Level, slope and seasonal indices, and how one value moves them (Hyndman and others 2008, 2.5, as
 * error correction). With p the value without its season and q = level + phi slope the forecast of
 * it:
 *
 * <pre>
 *   level  = q + alpha (p - q)
 *   slope  = phi slope + beta (p - q)
 *   season = season + gamma (t - season),  t = y - q or y / q
 * </pre>
 */
final class EtsState {
  private static final double LARGE = 1e100;
  private static final double SMALL = 1e-100;
  private static final double LEAST_SEASON = 1e-8;

  private final Season season;
  private final double alpha;
  private final double beta;
  private final double gamma;
  private final double phi;
  private double level;
  private double slope;
  private final double[] indices;
  private int place;
  private double squares; // of errors
  private double relativeSquares; // of errors over forecasts
  private double logForecasts; // sum of log |forecast|
  private double product = 1; // of |forecast|s whose logarithm is still to be taken

  /** At place 0, before any value; {@code first} is not touched. */
  EtsState(Season season, EtsParameters first) {
    this.season = season;
    this.alpha = first.alpha();
    this.beta = first.beta();
    this.gamma = first.gamma();
    this.phi = first.phi();
    this.level = first.level();
    this.slope = first.slope();
    this.indices = first.indices().clone();
  }

  /** Takes in the values from {@code from} to {@code to}; where one is NaN the states move on. */
  EtsState run(double[] values, int from, int to) {
    for (int t = from; t < to; t++) {
      step(values[t]);
    }
    return this;
  }

  private void step(double y) {
    double q = level + phi * slope;
    double s = indices[place];
    double forecast =
        switch (season) {
          case NONE -> q;
          case ADDITIVE -> q + s;
          case MULTIPLICATIVE -> q * s;
        };
    double gap = 0; // p - q
    if (!Double.isNaN(y)) {
      double error = y - forecast;
      score(error, forecast);
      gap = season == Season.MULTIPLICATIVE ? error / Math.max(s, LEAST_SEASON) : error;
      if (season == Season.ADDITIVE) {
        indices[place] = s + gamma * error;
      } else if (season == Season.MULTIPLICATIVE) {
        indices[place] = s + gamma * (error / q);
      }
    }
    level = q + alpha * gap;
    slope = phi * slope + beta * gap;
    place = place + 1 == indices.length ? 0 : place + 1;
  }

  private void score(double error, double forecast) {
    squares += error * error;
    double relative = error / forecast;
    relativeSquares += forecast > 0 ? relative * relative : Double.POSITIVE_INFINITY;
    product *= Math.abs(forecast);
    if (!(product < LARGE && product > SMALL)) {
      logForecasts += StrictMath.log(product);
      product = 1;
    }
  }

  /** -2 log likelihood up to a constant, of so many values; smaller is better. */
  double deviance(boolean multiplicativeError, int count) {
    return multiplicativeError
        ? count * StrictMath.log(relativeSquares) + 2 * (logForecasts + StrictMath.log(product))
        : count * StrictMath.log(squares);
  }

  /** The next values if every error is zero. */
  double[] forecast(int steps) {
    double[] forecast = new double[steps];
    double q = level;
    double rise = slope;
    for (int h = 0; h < steps; h++) {
      rise *= phi;
      q += rise;
      double s = indices[(place + h) % indices.length];
      forecast[h] =
          switch (season) {
            case NONE -> q;
            case ADDITIVE -> q + s;
            case MULTIPLICATIVE -> q * s;
          };
    }
    return forecast;
  }
}
