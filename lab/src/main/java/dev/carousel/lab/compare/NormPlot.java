package dev.carousel.lab.compare;

import dev.carousel.lab.compare.Vanishing.Norms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Norms over time, on a logarithmic scale: as text, and as a page with a drawing. */
public final class NormPlot {
  private static final int ROWS = 16;
  private static final int COLUMNS = 64;
  private static final int MARKS = 10;

  /** Smaller ones are drawn at the bottom; below this floats are 0 soon. */
  private static final double SMALLEST = 1e-12;

  private NormPlot() {}

  /** A table of ten steps, and a plot of letters. */
  public static String text(List<Norms> all) {
    int steps = all.getFirst().norms().size();
    StringBuilder text = new StringBuilder();
    text.append(format("%-26s", "t"));
    for (int i = 1; i <= MARKS; i++) {
      text.append(format("%9d", stepAt(i, steps)));
    }
    text.append(System.lineSeparator());
    for (Norms one : all) {
      text.append(format("%-26s", label(one)));
      for (int i = 1; i <= MARKS; i++) {
        text.append(format("%9.1e", one.norms().get(stepAt(i, steps) - 1)));
      }
      text.append(System.lineSeparator());
    }
    return text.append(System.lineSeparator()).append(plot(all, steps)).toString();
  }

  private static int stepAt(int mark, int steps) {
    return 1 + (steps - 1) * (mark - 1) / (MARKS - 1);
  }

  private static String label(Norms one) {
    return one.cell() + ", d loss / d " + one.part();
  }

  private static String plot(List<Norms> all, int steps) {
    double[] range = range(all);
    char[][] grid = new char[ROWS][COLUMNS];
    for (char[] row : grid) {
      Arrays.fill(row, ' ');
    }
    StringBuilder legend = new StringBuilder();
    for (int n = 0; n < all.size(); n++) {
      char mark = (char) ('a' + n % 26);
      legend.append("  ").append(mark).append("  ").append(label(all.get(n)));
      legend.append(System.lineSeparator());
      for (int column = 0; column < COLUMNS; column++) {
        int t = (int) ((long) column * (steps - 1) / (COLUMNS - 1));
        double share = share(all.get(n).norms().get(t), range);
        grid[(int) Math.round((1 - share) * (ROWS - 1))][column] = mark;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      double exponent = range[1] - (range[1] - range[0]) * row / (ROWS - 1);
      double value = StrictMath.pow(10, exponent);
      text.append(row % 3 == 0 ? format("%10.0e |", value) : " ".repeat(11) + "|");
      text.append(new String(grid[row]).stripTrailing()).append(System.lineSeparator());
    }
    text.append(format("%11s+%s%n", "", "-".repeat(COLUMNS)));
    text.append(format("%12st = 1%" + (COLUMNS - 5) + "s%n", "", "t = " + steps));
    text.append(legend);
    String smaller = smaller(all);
    return smaller.isEmpty() ? text.toString() : text.append(smaller).append('\n').toString();
  }

  /** Exponents of ten: the least and the largest. */
  private static double[] range(List<Norms> all) {
    double least = Double.POSITIVE_INFINITY;
    double largest = SMALLEST;
    for (Norms one : all) {
      for (double norm : one.norms()) {
        least = Math.min(least, Math.max(SMALLEST, norm));
        largest = Math.max(largest, norm);
      }
    }
    double top = StrictMath.log10(largest);
    return new double[] {Math.min(StrictMath.log10(least), top - 1), top};
  }

  private static double share(double norm, double[] range) {
    double exponent = StrictMath.log10(Math.max(SMALLEST, norm));
    return Math.clamp((exponent - range[0]) / (range[1] - range[0]), 0.0, 1.0);
  }

  /** A page with the drawing, everything inside, no script. */
  public static String page(List<Norms> all) {
    double[] range = range(all);
    StringBuilder page = new StringBuilder(HEAD);
    int steps = all.getFirst().norms().size();
    for (int n = 0; n < all.size(); n++) {
      int hue = 360 * n / all.size();
      page.append(format("<polyline style=\"stroke:hsl(%d 70%% 45%%)\" points=\"", hue));
      for (int t = 0; t < steps; t++) {
        double y = 10 + 360 * (1 - share(all.get(n).norms().get(t), range));
        page.append(format("%.1f,%.1f ", 70 + 620.0 * t / Math.max(1, steps - 1), y));
      }
      page.append("\"/>\n");
      page.append(
          format(
              "<text x=\"710\" y=\"%d\" style=\"fill:hsl(%d 70%% 45%%)\">%s</text>%n",
              24 + 18 * n, hue, label(all.get(n))));
    }
    ticks(page, range);
    page.append(format("<text x=\"70\" y=\"392\">t = 1</text>%n"));
    page.append(format("<text x=\"650\" y=\"392\">t = %d</text>%n", steps));
    page.append("</svg>\n<p>").append(smaller(all)).append("</p>\n");
    return page.append("</main></body></html>\n").toString();
  }

  /** Whole powers of ten, at most six. */
  private static void ticks(StringBuilder page, double[] range) {
    int every = (int) Math.ceil((range[1] - range[0]) / 6);
    for (int exponent = (int) Math.floor(range[1]); exponent >= range[0]; exponent -= every) {
      double y = 10 + 360 * (range[1] - exponent) / (range[1] - range[0]);
      page.append(format("<path d=\"M66 %.1fH70\"/>", y));
      page.append(format("<text x=\"2\" y=\"%.1f\">1e%d</text>%n", y + 5, exponent));
    }
  }

  /** What is drawn elsewhere than it is; empty if nothing. */
  private static String smaller(List<Norms> all) {
    List<String> small =
        all.stream()
            .filter(one -> one.norms().stream().anyMatch(norm -> norm < SMALLEST))
            .map(NormPlot::label)
            .toList();
    return small.isEmpty()
        ? ""
        : "Below %.0e at the bottom: %s".formatted(SMALLEST, String.join("; ", small));
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Carousel lab: vanishing errors</title>
      <style>
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
      svg { width: 100%; height: auto; }
      polyline { fill: none; stroke-width: 1.5; }
      path { fill: none; stroke: #888; }
      text { font-size: 13px; fill: currentColor; }
      </style></head><body><main>
      <h1>How far an error reaches back</h1>
      <p>Norm of the derivative of a loss at the last step with respect to the state after step t, of
      untrained cells on the same data, on a logarithmic scale.</p>
      <svg viewBox="0 0 960 400" role="img" aria-label="Norms of derivatives over time">
      <path d="M70 10V370H690"/>
      """;
}
