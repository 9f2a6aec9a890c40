package dev.carousel.task.baseline;

import dev.carousel.task.baseline.EtsForm.Season;
import dev.carousel.task.baseline.EtsForm.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fits the forms of exponential smoothing to a series and keeps the one with the least corrected
 * Akaike criterion, as Hyndman, Koehler, Snyder and Grose (2002) do. Smoothing parameters, the
 * first level and the first slope have the greatest likelihood the simplex finds from the best of a
 * few starts; the first seasonal indices are those of a classical decomposition.
 */
final class EtsFit {
  private static final double[] ALPHAS = {0.01, 0.1, 0.4, 0.9};
  private static final double[] SHARES = {0.03, 0.3};
  private static final double LEAST = 1e-4;
  private static final double LEAST_PHI = 0.8;
  private static final double MOST_PHI = 0.98;
  private static final double FIRST_PHI = 0.95;
  private static final int EVALUATIONS = 40; // for each parameter and run
  private static final int RUNS = 2;
  private static final int FIRST_VALUES = 10;

  /** A fitted form; the smaller the criterion the better. */
  record Model(EtsForm form, EtsParameters parameters, double criterion) {}

  /**
   * First states before anything is fitted: the line through the first values, and their mean for
   * forms without trend; the unit of the level and the slope; and the smoothing that is best where
   * nothing but the level moves.
   */
  private record Begin(
      double mean,
      double level,
      double slope,
      double unit,
      double[] indices,
      SimpleSmoothing smoothing) {}

  private final double[] values;
  private final double[] filled;
  private final int m;
  private final int count;
  private final Map<Season, Begin> begins = new EnumMap<>(Season.class);

  private EtsFit(double[] values, double[] filled, int m) {
    this.values = values;
    this.filled = filled;
    this.m = m;
    this.count = (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
  }

  /**
   * The best form, or null if there are too few values for any.
   *
   * @param values NaN where not observed, the first is
   * @param filled the same without gaps
   * @param m the season, 1 for none
   * @param lines whether undamped trends are tried
   */
  static @Nullable Model best(double[] values, double[] filled, int m, boolean lines) {
    EtsFit fit = new EtsFit(values, filled, m);
    boolean positive = SeasonalAdjustment.isPositive(filled);
    boolean seasonal = m > 1 && filled.length >= 2 * m;
    Model best = null;
    for (EtsForm form : EtsForm.candidates(positive, seasonal, lines)) {
      int parameters = form.parameters(m);
      if (fit.count - parameters - 1 > 0) {
        Model model = fit.model(form, parameters);
        best = best == null || model.criterion < best.criterion ? model : best;
      }
    }
    return best;
  }

  private Model model(EtsForm form, int k) {
    Begin begin = begins.computeIfAbsent(form.season(), this::begin);
    double[] start = start(form, begin);
    double[] steps = steps(form);
    double[] best = start;
    for (int run = 0; run < RUNS; run++) { // a fresh simplex leaves a corner where the first stuck
      best =
          NelderMead.minimise(
              at -> deviance(form, begin, at), best, steps, EVALUATIONS * start.length);
    }
    double aicc = deviance(form, begin, best) + 2.0 * k + 2.0 * k * (k + 1) / (count - k - 1);
    return new Model(form, parameters(form, begin, best), aicc);
  }

  private Begin begin(Season season) {
    double[] indices = new double[] {0};
    double[] adjusted = filled;
    if (season != Season.NONE) {
      SeasonalAdjustment adjustment =
          SeasonalAdjustment.of(filled, m, season == Season.MULTIPLICATIVE);
      indices = adjustment.indices();
      adjusted = adjustment.adjust(filled);
    }
    int n = Math.min(Math.max(FIRST_VALUES, 2 * m), adjusted.length);
    double[] first = Arrays.copyOf(adjusted, n);
    Line line = Line.through(first);
    double unit = 0;
    for (int t = 1; t < adjusted.length; t++) {
      unit += Math.abs(adjusted[t] - adjusted[t - 1]);
    }
    unit /= adjusted.length;
    return new Begin(
        line.mean(),
        line.at(-1),
        line.slope(),
        unit == 0 ? 1 : unit,
        indices,
        SimpleSmoothing.fit(adjusted));
  }

  /** The best of a few starts: coordinates are those of {@link #parameters}. */
  private double[] start(EtsForm form, Begin begin) {
    List<double[]> starts = new ArrayList<>();
    for (double beta : form.hasTrend() ? SHARES : new double[] {0}) {
      for (double gamma : form.isSeasonal() ? SHARES : new double[] {0}) {
        for (double alpha : ALPHAS) {
          starts.add(coordinates(form, alpha, beta, gamma));
        }
        double[] smoothing = coordinates(form, begin.smoothing.alpha(), beta, gamma);
        smoothing[1] = (begin.smoothing.first() - level(form, begin)) / begin.unit;
        starts.add(smoothing);
      }
    }
    return starts.stream()
        .min(Comparator.comparingDouble(at -> deviance(form, begin, at)))
        .orElseThrow();
  }

  private static double level(EtsForm form, Begin begin) {
    return form.hasTrend() ? begin.level : begin.mean;
  }

  private static double[] coordinates(EtsForm form, double alpha, double beta, double gamma) {
    double[] at = new double[2 + (form.isSeasonal() ? 1 : 0) + trendCoordinates(form)];
    int i = 0;
    at[i++] = alpha;
    at[i++] = 0;
    if (form.isSeasonal()) {
      at[i++] = gamma;
    }
    if (form.hasTrend()) {
      at[i++] = beta;
      at[i++] = 0;
    }
    if (form.trend() == Trend.DAMPED) {
      at[i] = FIRST_PHI;
    }
    return at;
  }

  private static int trendCoordinates(EtsForm form) {
    return switch (form.trend()) {
      case NONE -> 0;
      case ADDITIVE -> 2;
      case DAMPED -> 3;
    };
  }

  private static double[] steps(EtsForm form) {
    double[] steps = coordinates(form, 0.1, 0.1, 0.1);
    steps[1] = 1;
    if (form.hasTrend()) {
      steps[form.isSeasonal() ? 4 : 3] = 0.1;
    }
    if (form.trend() == Trend.DAMPED) {
      steps[steps.length - 1] = -0.05;
    }
    return steps;
  }

  /** Infinite outside the bounds. */
  private double deviance(EtsForm form, Begin begin, double[] at) {
    EtsParameters parameters = parameters(form, begin, at);
    if (!inBounds(form, at, parameters.phi())) {
      return Double.POSITIVE_INFINITY;
    }
    return new EtsState(form.season(), parameters)
        .run(values, 0, values.length)
        .deviance(form.multiplicativeError(), count);
  }

  private static boolean inBounds(EtsForm form, double[] at, double phi) {
    boolean inside = isShare(at[0]) && (!form.isSeasonal() || isShare(at[2]));
    boolean damped = form.trend() == Trend.DAMPED;
    return inside
        && (!form.hasTrend() || isShare(at[form.isSeasonal() ? 3 : 2]))
        && (!damped || (phi >= LEAST_PHI && phi <= MOST_PHI));
  }

  private static boolean isShare(double value) {
    return value >= LEAST && value <= 1 - LEAST;
  }

  /**
   * Of coordinates alpha, level, [gamma / (1 - alpha)], [beta / alpha, slope, [phi]], level and
   * slope counted from the beginning in units.
   */
  private static EtsParameters parameters(EtsForm form, Begin begin, double[] at) {
    double alpha = at[0];
    int i = 2;
    double gamma = form.isSeasonal() ? at[i++] * (1 - alpha) : 0;
    double beta = form.hasTrend() ? at[i++] * alpha : 0;
    double slope = form.hasTrend() ? begin.slope + at[i++] * begin.unit : 0;
    double phi = form.trend() == Trend.DAMPED ? at[i] : 1;
    double level = level(form, begin) + at[1] * begin.unit;
    return new EtsParameters(alpha, beta, gamma, phi, level, slope, begin.indices);
  }
}
