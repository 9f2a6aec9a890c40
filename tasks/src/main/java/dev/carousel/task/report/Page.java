package dev.carousel.task.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page's own files: the frame, the style and the scripts, which are inlined into one page. */
final class Page {
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/";

  /** In this order: a later file uses what an earlier one defines. */
  private static final List<String> SCRIPTS =
      List.of(
          "theme.js",
          "time.js",
          "series.js",
          "charts.js",
          "forecast.js",
          "backtest.js",
          "errors.js",
          "page.js");

  private Page() {}

  /** The frame with each slot filled once; what a part contains is never read as a slot. */
  static String fill(Map<String, String> parts) {
    return fill("report.html", parts);
  }

  /** The same of another frame. */
  static String fill(String frame, Map<String, String> parts) {
    return SLOT.matcher(resource(frame))
        .replaceAll(slot -> {
          String part = parts.get(slot.group(1));
          if (part == null) {
            throw new IllegalStateException(frame + " has an unknown slot " + slot.group());
          }
          return Matcher.quoteReplacement(part);
        });
  }

  static String style() {
    return resource("report.css");
  }

  /** The style of a page of its own, behind the common one. */
  static String style(String more) {
    return style() + "\n" + resource(more);
  }

  /** Our scripts, joined in one scope of their own. */
  static String script() {
    return script(SCRIPTS);
  }

  /** Some of our scripts, joined. */
  static String script(List<String> names) {
    return names.stream()
        .map(Page::resource)
        .map(Page::inlinable)
        .collect(Collectors.joining("\n", "(() => {\n\"use strict\";\n", "})();\n"));
  }

  /**
   * Chart.js with its licence, without the pointer to its source map, which a browser would ask
   * for.
   */
  static String chartJs() {
    String licence = "/*\n" + resource(CHART_JS + "LICENSE.md").strip() + "\n*/\n";
    String source = resource(CHART_JS + "dist/chart.umd.min.js");
    return inlinable(licence + SOURCE_MAP.matcher(source).replaceAll(""));
  }

  private static String inlinable(String script) {
    String lower = script.toLowerCase(Locale.ROOT);
    if (lower.contains("</script") || lower.contains("<!--")) {
      throw new IllegalStateException("a script of the report would end its own element");
    }
    return script;
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the report's file " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the report's file " + name, e);
    }
  }
}
