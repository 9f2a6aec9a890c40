package dev.carousel.train;

import dev.carousel.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured after each epoch, and which of it is watched.
 *
 * @param metrics in order, each name once
 * @param training whether they are measured over the training examples too
 * @param watched number of the metric that decides which epoch is the best; -1: the loss
 * @param largest whether the largest is the best
 */
record Measures(List<OutputMetric> metrics, boolean training, int watched, boolean largest) {
  static final Measures NONE = new Measures(List.of(), false, -1, false);

  Measures {
    metrics = List.copyOf(metrics);
    List<String> names = metrics.stream().map(OutputMetric::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("two metrics have one name among " + names);
    }
  }

  /** This and more. */
  Measures and(int output, Metric... more) {
    List<OutputMetric> all = new ArrayList<>(metrics);
    for (Metric metric : more) {
      all.add(new OutputMetric(output, metric));
    }
    return new Measures(all, training, watched, largest);
  }

  Measures onTraining() {
    return new Measures(metrics, true, watched, largest);
  }

  /** This, watching a metric of the first output, which is measured if it was not yet. */
  Measures watching(Metric metric, boolean largestIsBest) {
    OutputMetric wanted = new OutputMetric(0, metric);
    Measures all = metrics.contains(wanted) ? this : and(0, metric);
    return new Measures(all.metrics, training, all.metrics.indexOf(wanted), largestIsBest);
  }

  List<String> names() {
    return metrics.stream().map(OutputMetric::name).toList();
  }

  /** Numbers an epoch has beside its losses: the rate, and the metrics. */
  int columns() {
    return 1 + metrics.size() * (training ? 2 : 1);
  }

  /**
   * An epoch.
   *
   * @param columns the rate, the metrics, and those over training examples
   */
  History.Epoch epoch(int number, double loss, double validationLoss, double... columns) {
    double watch = Double.isNaN(validationLoss) ? loss : validationLoss;
    if (watched >= 0) {
      watch = largest ? -columns[1 + watched] : columns[1 + watched];
    }
    return new History.Epoch(
        number,
        loss,
        validationLoss,
        watch,
        columns[0],
        named(columns, 1),
        training ? named(columns, 1 + metrics.size()) : Map.of());
  }

  private Map<String, Double> named(double[] columns, int from) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (OutputMetric metric : metrics) {
      named.put(metric.name(), columns[from + named.size()]);
    }
    return Collections.unmodifiableMap(named);
  }

  /** The numbers {@link #epoch} was made of. */
  static double[] columns(History.Epoch epoch) {
    List<Double> columns = new ArrayList<>(List.of(epoch.rate()));
    columns.addAll(epoch.metrics().values());
    columns.addAll(epoch.trainingMetrics().values());
    return columns.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public String toString() {
    String best =
        watched < 0 ? "the loss" : (largest ? "largest " : "smallest ") + names().get(watched);
    return "metrics %s%s, watched %s".formatted(names(), training ? " on training too" : "", best);
  }
}
