package dev.carousel.lab;

import java.util.List;
import java.util.Locale;

/** The learning curves of a row as a small drawing. */
final class CurvePlot {
  private static final int WIDTH = 280;
  private static final int HEIGHT = 130;
  private static final int LEFT = 34;
  private static final int BOTTOM = 16;

  private CurvePlot() {}

  static String svg(Row row) {
    double longest = 1;
    double highest = 1e-9;
    for (TrialResult result : row.results().values()) {
      longest = Math.max(longest, end(result.curve()));
      for (double error : result.curve().errors()) {
        highest = Math.max(highest, error);
      }
    }
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<figure><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Training error: %s\">\n",
        WIDTH,
        HEIGHT,
        caption(row));
    add(svg, "<path d=\"M%d 4V%dH%d\"/>\n", LEFT, HEIGHT - BOTTOM, WIDTH - 2);
    add(svg, "<text x=\"2\" y=\"12\">%.3f</text>", highest);
    add(svg, "<text x=\"2\" y=\"24\">error</text>");
    add(svg, "<text x=\"%d\" y=\"%d\">0</text>", LEFT - 8, HEIGHT - BOTTOM);
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%,.0f sequences</text>\n",
        WIDTH - 2,
        HEIGHT - 4,
        longest);
    for (TrialResult result : row.results().values()) {
      line(svg, result, longest, highest);
    }
    add(svg, "</svg><figcaption>%s</figcaption></figure>\n", caption(row));
    return svg.toString();
  }

  private static String caption(Row row) {
    return LabPage.text(
        "%s, %s, seed %d".formatted(row.variant().name(), row.algorithm().label(), row.seed()));
  }

  private static double end(Curve.Points curve) {
    return (double) curve.stretch() * curve.errors().size();
  }

  private static void line(StringBuilder svg, TrialResult result, double longest, double highest) {
    svg.append("<polyline").append(result.solved() ? "" : " class=\"failed\"").append(" points=\"");
    List<Double> errors = result.curve().errors();
    for (int i = 0; i < errors.size(); i++) {
      double x = LEFT + (WIDTH - LEFT - 2) * (i + 0.5) * result.curve().stretch() / longest;
      double y = 4 + (HEIGHT - BOTTOM - 4) * (1 - errors.get(i) / highest);
      add(svg, "%.1f,%.1f ", x, y);
    }
    svg.append("\"/>\n");
  }

  private static void add(StringBuilder svg, String format, Object... args) {
    svg.append(String.format(Locale.ROOT, format, args));
  }
}
