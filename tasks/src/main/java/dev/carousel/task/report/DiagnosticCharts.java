package dev.carousel.task.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** What a model's errors look like, as charts that need no script. */
final class DiagnosticCharts {
  private static final double HEADROOM = 1.08;

  private final Diagnosis data;

  private DiagnosticCharts(Diagnosis data) {
    this.data = data;
  }

  /** The charts, side by side. */
  static String html(Diagnosis data) {
    DiagnosticCharts charts = new DiagnosticCharts(data);
    StringBuilder out = new StringBuilder();
    out.append(
            "<p class=\"lead\">What came less what was forecast, in %s: mean %s, root mean square %s.</p>\n"
                .formatted(
                    Html.text(data.unit()), Figures.value(data.bias()), Figures.value(data.rmse())))
        .append("<div class=\"diagnostics\">\n")
        .append(charts.distribution())
        .append(charts.steps());
    if (data.autocorrelation().length > 0) {
      out.append(charts.autocorrelation());
    }
    if (data.coverage() != null) {
      out.append(charts.coverage(data.coverage()));
    }
    if (data.quantiles().size() > 1) {
      out.append(charts.quantiles());
    }
    return out.append("</div>").toString();
  }

  private static String figure(String title, String remark, String svg) {
    return """
    <figure><figcaption><b>%s</b></figcaption>
    %s<p class="remark">%s</p></figure>
    """
        .formatted(Html.text(title), svg, Html.text(remark));
  }

  private String distribution() {
    double[] shares = data.shares();
    int bins = shares.length;
    double width = 2 * Diagnosis.LIMIT / bins;
    double[] places = new double[bins];
    Arrays.setAll(places, i -> -Diagnosis.LIMIT + (i + 0.5) * width);
    double[] normal = Arrays.stream(places).map(z -> width * density(z)).toArray();
    SmallChart chart =
        new SmallChart(-Diagnosis.LIMIT, Diagnosis.LIMIT, 0, HEADROOM * most(shares, normal))
            .ticks(DiagnosticCharts::percent);
    for (int i = 0; i < bins; i++) {
      chart.bar(places[i], width, shares[i], "bar");
    }
    chart.line(places, normal, "meant");
    for (int z = -4; z <= 4; z += 2) {
      chart.tick(z, z == 0 ? "0" : Figures.fixed(z, 0));
    }
    return figure(
        "Distribution",
        "In root mean squares; dashed: a normal distribution. %s lie beyond 3 (of a normal one 0.3 %%)."
            .formatted(percent(data.beyond())),
        chart.svg("Histogram of the errors."));
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  private String steps() {
    double[] bias = data.biasByStep();
    double[] rmse = data.rmseByStep();
    double least = Math.min(0, HEADROOM * finite(bias).min().orElse(0));
    double most = HEADROOM * Math.max(finite(bias).max().orElse(0), finite(rmse).max().orElse(0));
    double[] places = places(bias.length);
    SmallChart chart = new SmallChart(1, bias.length, least, most).ticks();
    chart.rule(0, "axis").line(places, rmse, "model").line(places, bias, "bias");
    if (bias.length == 1) {
      chart.point(1, rmse[0], "model").point(1, bias[0], "bias");
    }
    return figure(
        "By step ahead",
        "Root mean square, and below it the mean: far from 0 it is a bias.",
        ends(chart, bias.length).svg("Lines: root mean square and mean of the errors by step."));
  }

  private String autocorrelation() {
    double[] values = data.autocorrelation();
    double chance = data.chance();
    double most = HEADROOM * Math.max(chance, Arrays.stream(values).max().orElse(0));
    double least = HEADROOM * Math.min(-chance, Arrays.stream(values).min().orElse(0));
    SmallChart chart = new SmallChart(0.5, values.length + 0.5, least, most).ticks();
    for (int i = 0; i < values.length; i++) {
      chart.bar(i + 1.0, 0.7, values[i], Math.abs(values[i]) > chance ? "bar" : "pale");
    }
    chart.rule(0, "axis").rule(chance, "meant").rule(-chance, "meant");
    long outside = Arrays.stream(values).filter(v -> Math.abs(v) > chance).count();
    String remark =
        "Errors one step ahead, with those so many origins before (%s each). %d of %d are beyond"
            + " what chance does (dashed)%s";
    String advice =
        outside > Math.max(1, values.length / 10)
            ? ": something is left that a longer window, a covariate or another model might use."
            : ".";
    return figure(
        "Do errors go on?",
        remark.formatted(data.lag(), outside, values.length, advice),
        ends(chart, values.length).svg("Bars: autocorrelation of the errors by lag."));
  }

  private String coverage(Diagnosis.Coverage coverage) {
    double[] found = coverage.byStep();
    double low = Math.min(coverage.meant(), finite(found).min().orElse(coverage.meant()));
    double least = Math.max(0, Math.floor(10 * low - 0.5) / 10);
    SmallChart chart = new SmallChart(1, found.length, least, 1).ticks(DiagnosticCharts::percent);
    chart.rule(coverage.meant(), "meant").line(places(found.length), found, "model");
    if (found.length == 1) {
      chart.point(1, found[0], "model");
    }
    return figure(
        "Coverage of the interval",
        "The share of values inside, by step ahead; dashed: %s, as meant. From %s to %s."
            .formatted(
                percent(coverage.meant()),
                percent(finite(found).min().orElse(Double.NaN)),
                percent(finite(found).max().orElse(Double.NaN))),
        ends(chart, found.length).svg("Line: coverage by step ahead."));
  }

  private String quantiles() {
    SmallChart chart = new SmallChart(0, 1, 0, 1).ticks(DiagnosticCharts::percent);
    chart.line(new double[] {0, 1}, new double[] {0, 1}, "meant");
    for (Diagnosis.Quantile one : data.quantiles()) {
      chart.point(one.level(), one.found(), "model");
    }
    for (double level : new double[] {0, 0.5, 1}) {
      chart.tick(level, percent(level));
    }
    return figure(
        "Calibration of the quantiles",
        "The share of values at or below each quantile over its level; on the dashed line they agree.",
        chart.svg("Points: share of values below each quantile."));
  }

  private static SmallChart ends(SmallChart chart, int last) {
    chart.tick(1, "1");
    return last > 1 ? chart.tick(last, Integer.toString(last)) : chart;
  }

  private static double[] places(int count) {
    double[] places = new double[count];
    Arrays.setAll(places, i -> i + 1.0);
    return places;
  }

  private static DoubleStream finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite);
  }

  private static double most(double[] a, double[] b) {
    return Math.max(Arrays.stream(a).max().orElse(0), Arrays.stream(b).max().orElse(0));
  }

  private static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.1f", 100 * share).replace(".0", "") + Figures.PERCENT
        : "–";
  }
}
