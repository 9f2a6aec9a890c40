package dev.carousel.cli;

import dev.carousel.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How experiments are run. */
final class LabFlags {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials a row (default: as many as the paper ran).")
  @Nullable Integer trials;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials at a time (default: the number of processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print one JSON object a row.")
  boolean json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Keep all trials in this folder and write a page of all rows there (lab.html); without"
              + " it, trials are kept only until their row is finished.")
  @Nullable Path report;

  @Option(
      names = "--stop-after",
      paramLabel = "TIME",
      description = "Stop after this time, such as 90s, 150m or 4h; the same command goes on.")
  private @Nullable String stopAfter;

  int threads() {
    if (threads < 1 || threads > 1024) {
      throw new BadInput("--threads %d: expected a number from 1 to 1024", threads);
    }
    return threads;
  }

  /** Null if it may take as long as it takes. */
  @Nullable Duration stopAfter() {
    if (stopAfter == null) {
      return null;
    }
    Matcher matcher = DURATION.matcher(stopAfter);
    if (!matcher.matches()) {
      throw new BadInput(
          "--stop-after %s: expected a number and s, m or h, such as 150m", stopAfter);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
