package dev.carousel.bench.jmh;

import dev.carousel.bench.work.Statistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The time of a kernel.
 *
 * @param kernel class and method of the benchmark
 * @param sizes its parameters
 * @param score mean time
 * @param error half of the 99.9 % confidence interval
 * @param unit of both
 */
public record KernelRow(
    String kernel, Map<String, String> sizes, double score, double error, String unit) {
  private static final String ROW = "%-32s %-12s %12s %12s  %s";

  /** The names of the columns of {@link #text}. */
  public static final String HEAD = ROW.formatted("kernel", "sizes", "time", "error", "unit");

  /** From what JMH gives. */
  public static KernelRow of(RunResult run) {
    BenchmarkParams params = run.getParams();
    Map<String, String> sizes = new LinkedHashMap<>();
    params.getParamsKeys().forEach(key -> sizes.put(key, params.getParam(key)));
    Result<?> result = run.getPrimaryResult();
    String name = params.getBenchmark().replaceFirst(".*\\.(\\w+)Benchmark\\.", "$1.");
    return new KernelRow(
        name, sizes, result.getScore(), result.getScoreError(), result.getScoreUnit());
  }

  /** As a line of a table. */
  public String text() {
    String shown = sizes.toString();
    return String.format(
        Locale.ROOT,
        ROW,
        kernel,
        shown.substring(1, shown.length() - 1),
        "%.3f".formatted(score),
        Double.isNaN(error) ? "-" : "%.3f".formatted(error),
        unit);
  }

  /** As an object of JSON. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("kernel", kernel);
    row.putAll(sizes);
    row.put("time", Statistics.digits(score));
    row.put("error", Double.isNaN(error) ? null : Statistics.digits(error));
    row.put("unit", unit);
    return row;
  }
}
