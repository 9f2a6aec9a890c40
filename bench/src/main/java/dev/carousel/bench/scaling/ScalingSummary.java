package dev.carousel.bench.scaling;

import dev.carousel.bench.work.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the rows say.
 *
 * @param threads number of threads that are more than one
 * @param nonlinearOne largest deviation of the time per step from its median over the time sweep,
 *     as a part, on one thread; 0 is linear in T
 * @param nonlinearAll the same on {@code threads}
 * @param speedUp geometric mean over all shapes
 * @param leastSpeedUp the smallest
 * @param fastestSpeedUp geometric mean of those of the fastest rounds
 */
public record ScalingSummary(
    int threads,
    double nonlinearOne,
    double nonlinearAll,
    double speedUp,
    double leastSpeedUp,
    double fastestSpeedUp) {

  /** Sums up. */
  public static ScalingSummary of(int threads, List<ScalingRow> rows) {
    List<ScalingRow> time = rows.stream().filter(r -> r.sweep() == Sweep.TIME).toList();
    List<Double> speedUps = rows.stream().map(ScalingRow::speedUp).toList();
    return new ScalingSummary(
        threads,
        nonlinear(time, ScalingRow::oneMillis),
        nonlinear(time, ScalingRow::allMillis),
        Statistics.geometricMean(speedUps),
        speedUps.stream().min(Double::compare).orElseThrow(),
        Statistics.geometricMean(rows.stream().map(ScalingRow::fastestSpeedUp).toList()));
  }

  private static double nonlinear(List<ScalingRow> rows, ToDoubleFunction<ScalingRow> millis) {
    List<Double> steps =
        rows.stream().map(r -> millis.applyAsDouble(r) / r.shape().time()).toList();
    double median = Statistics.median(steps);
    return steps.stream().mapToDouble(s -> Math.abs(s / median - 1)).max().orElseThrow();
  }

  /** In words. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "linear in T within %.0f %% on 1 thread, %.0f %% on %d; %d threads: %.2f times faster"
            + " (geometric mean), at least %.2f times; %.2f in the fastest rounds",
        100 * nonlinearOne,
        100 * nonlinearAll,
        threads,
        threads,
        speedUp,
        leastSpeedUp,
        fastestSpeedUp);
  }

  /** As an object of JSON. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("summary", "scaling");
    row.put("threads", threads);
    row.put("one_thread_nonlinearity", Statistics.digits(nonlinearOne));
    row.put("threads_nonlinearity", Statistics.digits(nonlinearAll));
    row.put("speed_up", Statistics.digits(speedUp));
    row.put("least_speed_up", Statistics.digits(leastSpeedUp));
    row.put("fastest_speed_up", Statistics.digits(fastestSpeedUp));
    return row;
  }
}
