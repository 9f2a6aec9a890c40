package dev.carousel.cli;

import dev.carousel.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How experiments are run. */
final class LabFlags {
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
              + " it, trials are kept only until all rows of the command are.")
  @Nullable Path report;

  @Option(
      names = "--stop-after",
      paramLabel = "TIME",
      converter = Timespan.class,
      description = "Stop after this time, such as 90s, 150m or 4h; the same command goes on.")
  @Nullable Duration stopAfter;

  int threads() {
    if (threads < 1 || threads > 1024) {
      throw new BadInput("--threads %d: expected a number from 1 to 1024", threads);
    }
    return threads;
  }
}
