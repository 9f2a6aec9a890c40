package dev.carousel.task.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/** A chart of few lines as SVG, drawn without a script. */
final class SmallChart {
  private static final double WIDTH = 360;
  private static final double HEIGHT = 190;
  private static final double LEFT = 44;
  private static final double RIGHT = 8;
  private static final double TOP = 8;
  private static final double BOTTOM = 24;
  private static final int TICKS = 5;

  private final double fromX;
  private final double toX;
  private final double fromY;
  private final double toY;
  private final StringBuilder content = new StringBuilder();

  /** An empty chart of some ranges; one without width is widened. */
  SmallChart(double fromX, double toX, double fromY, double toY) {
    this.fromX = fromX;
    this.toX = toX > fromX ? toX : fromX + 1;
    this.fromY = fromY;
    this.toY = toY > fromY ? toY : fromY + 1;
  }

  private double x(double value) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (value - fromX) / (toX - fromX);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - fromY) / (toY - fromY);
  }

  /** Lines across at round numbers, and these at the left. */
  SmallChart ticks(DoubleFunction<String> words) {
    double step = step();
    for (double i = Math.ceil(fromY / step); i * step <= toY * (1 + 1e-9); i++) {
      rule(i * step, "grid");
      text(LEFT - 6, y(i * step) + 4, "end", words.apply(i * step));
    }
    return this;
  }

  /** The same with as many decimals as they need. */
  SmallChart ticks() {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step())));
    return ticks(value -> Figures.fixed(value, decimals));
  }

  /** The least of 1, 2 and 5 times a power of ten that gives few enough lines. */
  private double step() {
    double least = (toY - fromY) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    return least <= power
        ? power
        : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
  }

  /** A number below. */
  SmallChart tick(double value, String words) {
    String anchor = value <= fromX ? "start" : value >= toX ? "end" : "middle";
    text(x(value), HEIGHT - 7, anchor, words);
    return this;
  }

  private void text(double x, double y, String anchor, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, Html.text(words));
  }

  /** A line across. */
  SmallChart rule(double value, String look) {
    add("<path class=\"%s\" d=\"M%.1f %.1fH%.1f\"/>", look, LEFT, y(value), WIDTH - RIGHT);
    return this;
  }

  /** A bar from 0 to a value, around a place. */
  SmallChart bar(double place, double width, double value, String look) {
    double left = x(place - width / 2);
    double top = Math.min(y(0), y(value));
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        look, left, top, Math.max(0.5, x(place + width / 2) - left - 1), Math.abs(y(0) - y(value)));
    return this;
  }

  /** A line through points; what is not a number breaks it. */
  SmallChart line(double[] places, double[] values, String look) {
    StringBuilder path = new StringBuilder();
    char pen = 'M';
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        path.append(String.format(Locale.ROOT, "%c%.1f %.1f", pen, x(places[i]), y(values[i])));
        pen = 'L';
      } else {
        pen = 'M';
      }
    }
    add("<path class=\"%s\" d=\"%s\"/>", look, path);
    return this;
  }

  /** A point; nothing if it is not a number. */
  SmallChart point(double place, double value, String look) {
    if (Double.isFinite(value)) {
      add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", look, x(place), y(value));
    }
    return this;
  }

  private void add(String format, Object... args) {
    content.append(String.format(Locale.ROOT, format, args)).append('\n');
  }

  /** The element, with words for those who do not see it. */
  String svg(String label) {
    return "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%n%s</svg>"
        .formatted(WIDTH, HEIGHT, Html.text(label), content);
  }
}
