package dev.carousel.task.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A layer's trace as one SVG file that needs nothing else: a heat map for each gate and part of the
 * state, steps from left to right, units from top to bottom. Text follows the reader's choice of
 * light or dark.
 */
final class TracePicture {
  private static final int LEFT = 64;
  private static final int WIDTH = 880;
  private static final int RIGHT = 96;
  private static final int TOP = 72;
  private static final int CAPTION = 30; // above each map
  private static final int FOOT = 56;

  private static final String STYLE =
      """
      <style>
      :root { color-scheme: light dark; }
      svg { background: light-dark(#ffffff, #14181d); font: 13px system-ui, sans-serif; }
      text { fill: light-dark(#171b20, #e8ebee); }
      .soft { fill: light-dark(#565d66, #a3acb6); }
      .title { font-size: 18px; font-weight: 600; }
      .name { font-weight: 700; }
      .frame { fill: none; stroke: light-dark(#b9b5aa, #46505a); }
      .cut { stroke: #707070; stroke-width: 1.5; stroke-dasharray: 3 3; }
      image { image-rendering: pixelated; }
      </style>
      """;

  private final Inspection inspection;
  private final TracedLayer layer;
  private final StringBuilder svg = new StringBuilder();

  private TracePicture(Inspection inspection, TracedLayer layer) {
    this.inspection = inspection;
    this.layer = layer;
  }

  static void write(Path file, Inspection inspection, TracedLayer layer) throws IOException {
    byte[] content = new TracePicture(inspection, layer).draw().getBytes(UTF_8);
    AtomicFile.write(file, out -> out.write(content));
  }

  private String draw() {
    int y = TOP;
    for (TracedValue value : layer.values()) {
      y += CAPTION;
      map(value, y);
      y += height(value);
    }
    foot(y);
    int height = y + FOOT;
    String words =
        format(
            "Layer %s: %s at %,d steps",
            layer.name(),
            String.join(", ", layer.values().stream().map(TracedValue::name).toList()),
            layer.rows());
    int width = LEFT + WIDTH + RIGHT;
    return format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
            width, height, width, height, escaped(words))
        + STYLE
        + head()
        + svg
        + "</svg>\n";
  }

  private String head() {
    String first = layer.sequences().getFirst().name();
    String last = layer.sequences().getLast().name();
    String which = layer.sequences().size() == 1 ? first : first + " … " + last;
    return text(LEFT, 30, "title", layer.name())
        + text(
            LEFT,
            52,
            "soft",
            format(
                "%s %s, %,d steps; each row is a unit, each column a step",
                inspection.sequenceColumn(), which, layer.rows()));
  }

  /** Tall enough to see units by themselves where there are few. */
  private static int height(TracedValue value) {
    return Math.clamp(4L * value.size(), 60, 320);
  }

  private void map(TracedValue value, int y) {
    Saturation saturation = Saturation.of(value);
    ColourScale scale = ColourScale.of(saturation);
    int height = height(value);
    svg.append(text(LEFT, y - 8, "name", value.name()));
    svg.append(text(LEFT + 28, y - 8, "soft", words(saturation)));
    svg.append(
        format(
            "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\""
                + " href=\"%s\"/>%n",
            LEFT, y, WIDTH, height, image(value, scale).address()));
    svg.append(frame(LEFT, y, WIDTH, height));
    svg.append(end(LEFT - 8, y + 12, "0"));
    svg.append(end(LEFT - 8, y + height - 2, Integer.toString(value.size() - 1)));
    cuts(y, height);
    legend(scale, value.name(), y, height);
  }

  private static String words(Saturation s) {
    return format(
        "%.0f %% below %s, %.0f %% above 0.9",
        100 * s.low(), s.signed() ? "-0.9" : "0.1", 100 * s.high());
  }

  private static PngImage image(TracedValue value, ColourScale scale) {
    int rows = value.rows();
    byte[] pixels = new byte[rows * value.size()];
    for (int unit = 0; unit < value.size(); unit++) {
      for (int row = 0; row < rows; row++) {
        pixels[unit * rows + row] = (byte) scale.colour(value.at(row, unit));
      }
    }
    return new PngImage(rows, value.size(), scale.palette(), pixels);
  }

  /** Where a sequence ends and the next begins. */
  private void cuts(int y, int height) {
    int row = 0;
    for (TracedSequence sequence : layer.sequences()) {
      if (row > 0) {
        int x = x(row);
        svg.append(
            format(
                "<line class=\"cut\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n",
                x, y, x, y + height));
      }
      row += sequence.length();
    }
  }

  private int x(int row) {
    return LEFT + (int) Math.round((double) WIDTH * row / layer.rows());
  }

  private void legend(ColourScale scale, String name, int y, int height) {
    int x = LEFT + WIDTH + 14;
    String id = "scale-" + escaped(name);
    svg.append(
        format(
            "<linearGradient id=\"%s\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">%s</linearGradient>%n",
            id, scale.gradient()));
    svg.append(
        format(
            "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"%d\" fill=\"url(#%s)\"/>%n",
            x, y, height, id));
    svg.append(text(x + 18, y + 12, "soft", format("%.3g", scale.greatest())));
    svg.append(text(x + 18, y + height - 2, "soft", format("%.3g", scale.least())));
  }

  /** What stands at the first, the middle and the last step. */
  private void foot(int y) {
    int rows = layer.rows();
    svg.append(text(LEFT, y + 20, "soft", label(0)));
    if (rows > 2) {
      svg.append(anchored(LEFT + WIDTH / 2, y + 20, "middle", label(rows / 2)));
    }
    svg.append(end(LEFT + WIDTH, y + 20, label(rows - 1)));
    svg.append(text(LEFT, y + 40, "soft", inspection.stepColumn()));
  }

  private String label(int row) {
    int at = row;
    for (TracedSequence sequence : layer.sequences()) {
      if (at < sequence.length()) {
        String shown = sequence.steps().get(at);
        return shown.isEmpty() ? Integer.toString(at) : shown;
      }
      at -= sequence.length();
    }
    throw new IndexOutOfBoundsException(row);
  }

  private static String frame(int x, int y, int width, int height) {
    return format(
        "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n",
        x, y, width, height);
  }

  private static String text(int x, int y, String kind, String words) {
    return format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, x, y, escaped(words));
  }

  private static String end(int x, int y, String words) {
    return anchored(x, y, "end", words);
  }

  private static String anchored(int x, int y, String anchor, String words) {
    return format(
        "<text class=\"soft\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
        x, y, anchor, escaped(words));
  }

  /** Safe within elements and attributes; what XML has no place for becomes a question mark. */
  private static String escaped(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", "?");
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
