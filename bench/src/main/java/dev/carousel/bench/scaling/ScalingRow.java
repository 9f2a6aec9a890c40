package dev.carousel.bench.scaling;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Statistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time of a training step on one thread and on several.
 *
 * @param oneMillis on one thread
 * @param allMillis on {@code threads}
 * @param fastestSpeedUp how many times faster several are, by the fastest rounds of both
 * @param oneShare part of the ceiling of one thread
 * @param allShare part of the ceiling of {@code threads}
 */
public record ScalingRow(
    Sweep sweep,
    LayerShape shape,
    int threads,
    double oneMillis,
    double allMillis,
    double fastestSpeedUp,
    double oneShare,
    double allShare) {
  private static final String ROW = "%-7s %5s %5s %5s %6s %12s %12s %9s %9s %9s %9s";

  /** How many times faster several threads are. */
  double speedUp() {
    return oneMillis / allMillis;
  }

  /** The names of the columns of {@link #text}. */
  public static String head(int threads) {
    return ROW.formatted(
        "sweep",
        "batch",
        "time",
        "input",
        "hidden",
        "ms (1)",
        "ms (%d)".formatted(threads),
        "ceiling 1",
        "ceiling " + threads,
        "speed-up",
        "fastest");
  }

  /** As a line of a table. */
  public String text() {
    return String.format(
        Locale.ROOT,
        ROW,
        Case.name(sweep),
        shape.batch(),
        shape.time(),
        shape.input(),
        shape.hidden(),
        "%.3f".formatted(oneMillis),
        "%.3f".formatted(allMillis),
        "%.0f %%".formatted(100 * oneShare),
        "%.0f %%".formatted(100 * allShare),
        "%.2f".formatted(speedUp()),
        "%.2f".formatted(fastestSpeedUp));
  }

  /** As an object of JSON. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("sweep", Case.name(sweep));
    row.put("batch", shape.batch());
    row.put("time", shape.time());
    row.put("input", shape.input());
    row.put("hidden", shape.hidden());
    row.put("threads", threads);
    row.put("one_thread_ms", Statistics.digits(oneMillis));
    row.put("threads_ms", Statistics.digits(allMillis));
    row.put("one_thread_ceiling_share", Statistics.digits(oneShare));
    row.put("threads_ceiling_share", Statistics.digits(allShare));
    row.put("speed_up", Statistics.digits(speedUp()));
    row.put("fastest_speed_up", Statistics.digits(fastestSpeedUp));
    return row;
  }
}
