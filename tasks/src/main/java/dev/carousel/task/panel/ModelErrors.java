package dev.carousel.task.panel;

import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.metric.QuantileErrors;
import dev.carousel.task.metric.Residuals;
import dev.carousel.task.metric.SampleErrors;
import dev.carousel.task.metric.StepCoverage;
import dev.carousel.task.report.Diagnosis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the errors of a model look like in a test, each series' in its standard deviations in
 * training: residuals, what intervals hold, and how quantiles did.
 */
public final class ModelErrors {
  private final List<Double> levels;
  private final Residuals residuals;
  private final QuantileErrors quantiles;
  private final SampleErrors samples = new SampleErrors();
  private int paths; // of a forecast
  private @Nullable StepCoverage coverage;

  /**
   * Nothing yet.
   *
   * @param levels of the quantiles
   */
  ModelErrors(List<Double> levels, int horizon) {
    this.levels = List.copyOf(levels);
    residuals = new Residuals(horizon);
    quantiles = new QuantileErrors(levels.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * Adds a forecast; those of a series in the order of origins.
   *
   * @param actual what came, NaN where not observed
   * @param deviation of the series
   */
  void add(int series, double[] actual, SeriesForecast forecast, double deviation) {
    double[] errors = new double[actual.length];
    Arrays.setAll(errors, h -> (actual[h] - forecast.values()[h]) / deviation);
    residuals.add(series, errors);
    ConformalIntervals.Bounds bounds = forecast.interval();
    if (bounds != null && coverage == null) {
      coverage = new StepCoverage(actual.length);
    }
    for (int h = 0; h < actual.length; h++) {
      if (bounds != null && coverage != null) {
        coverage.add(h, actual[h], bounds.lower()[h], bounds.upper()[h]);
      }
      int step = h;
      quantiles.add(actual[h], forecast.quantiles().stream().mapToDouble(q -> q[step]).toArray());
      if (!forecast.samples().isEmpty()) {
        samples.add(actual[h], forecast.samples().stream().mapToDouble(p -> p[step]).toArray());
      }
    }
    paths = forecast.samples().size();
  }

  /** How the quantiles did; null if there is but the median. */
  public @Nullable QuantileErrors quantiles() {
    return levels.size() > 1 ? quantiles : null;
  }

  /** How the paths did; null if there are none. */
  public @Nullable SampleErrors samples() {
    return paths > 0 ? samples : null;
  }

  /** Paths of each forecast; 0 if there are none. */
  public int paths() {
    return paths;
  }

  /** Levels of the quantiles. */
  public List<Double> levels() {
    return levels;
  }

  /**
   * The same for a report.
   *
   * @param meant the share of values that intervals are to hold
   * @param lag steps from one origin to the next, in words
   */
  Diagnosis diagnosis(double meant, String lag) {
    List<Diagnosis.Quantile> found = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      found.add(new Diagnosis.Quantile(levels.get(i), quantiles.coverage(i)));
    }
    return Diagnosis.of(
        residuals,
        "standard deviations of each series",
        lag,
        coverage == null ? null : new Diagnosis.Coverage(meant, coverage.shares()),
        levels.size() > 1 ? found : List.of());
  }
}
