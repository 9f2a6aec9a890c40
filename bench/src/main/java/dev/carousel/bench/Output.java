package dev.carousel.bench;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every command has: help, results on stdout, as text or as JSON objects of one line each, and
 * progress on stderr.
 */
@SuppressWarnings("UnusedVariable") // picocli writes the fields
final class Output {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--json", description = "Print one JSON object a line instead of a table.")
  private boolean json;

  /** One result in either form. */
  void result(String text, Map<String, @Nullable Object> object) {
    System.out.println(json ? JSON.writeValueAsString(object) : text);
  }

  /** What is only for people, such as the head of a table. */
  void text(String format, Object... args) {
    if (!json) {
      System.out.println(String.format(Locale.ROOT, format, args));
    }
  }

  /** What goes on. */
  void progress(String line) {
    System.err.println(line);
  }
}
