package dev.carousel.task.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * One exponential smoothing model of the taxonomy of Hyndman, Koehler, Ord and Snyder (2008).
 *
 * @param multiplicativeError whether errors are relative to the one-step forecast
 * @param trend none, a line, or a line that flattens out
 * @param season none, added to the level, or a factor of it
 */
record EtsForm(boolean multiplicativeError, Trend trend, Season season) {
  enum Trend {
    NONE("N"),
    ADDITIVE("A"),
    DAMPED("Ad");

    private final String letters;

    Trend(String letters) {
      this.letters = letters;
    }
  }

  enum Season {
    NONE("N"),
    ADDITIVE("A"),
    MULTIPLICATIVE("M");

    private final String letters;

    Season(String letters) {
      this.letters = letters;
    }
  }

  /**
   * The forms that are tried: all but those with additive errors and multiplicative seasons, which
   * are unstable near zero; of values that are not all positive only the wholly additive ones.
   *
   * @param lines whether trends that do not flatten out are among them
   */
  static List<EtsForm> candidates(boolean positive, boolean seasonal, boolean lines) {
    List<EtsForm> forms = new ArrayList<>();
    for (boolean relative : positive ? new boolean[] {false, true} : new boolean[] {false}) {
      for (Trend trend : lines ? Trend.values() : new Trend[] {Trend.NONE, Trend.DAMPED}) {
        forms.add(new EtsForm(relative, trend, Season.NONE));
        if (seasonal) {
          forms.add(new EtsForm(relative, trend, Season.ADDITIVE));
        }
        if (seasonal && relative) {
          forms.add(new EtsForm(true, trend, Season.MULTIPLICATIVE));
        }
      }
    }
    return forms;
  }

  boolean hasTrend() {
    return trend != Trend.NONE;
  }

  boolean isSeasonal() {
    return season != Season.NONE;
  }

  /** Smoothing parameters, first states and the variance: what AICc counts. */
  int parameters(int m) {
    int count = 3; // alpha, first level, variance
    count += hasTrend() ? 2 : 0;
    count += trend == Trend.DAMPED ? 1 : 0;
    return count + (isSeasonal() ? m : 0); // gamma, and m - 1 free indices
  }

  /** {@code ETS(M,Ad,N)}. */
  @Override
  public String toString() {
    return "ETS("
        + (multiplicativeError ? "M" : "A")
        + ","
        + trend.letters
        + ","
        + season.letters
        + ")";
  }
}
