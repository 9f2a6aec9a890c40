package dev.carousel.cli;

import dev.carousel.task.series.Duplicates;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.Times;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file becomes a series. */
final class SeriesFlags {
  @Option(
      names = "--time",
      paramLabel = "COL[,COL...]",
      description =
          "The column of times, found if left out; or up to six that give it together, as"
              + " year,month,day,hour.")
  private @Nullable String time;

  @Option(
      names = "--duplicates",
      paramLabel = "refuse|mean|first|last",
      description = "What to do with rows of the same time (default: refuse).")
  private Duplicates duplicates = Duplicates.REFUSE;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      converter = Zone.class,
      description =
          "The zone whose clocks the times follow, such as Europe/Berlin: the hour that clocks"
              + " repeat is one, and times with an offset become its own.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--unit",
      paramLabel = "TEXT",
      description = "Unit of the target, for tables and axes, such as EUR.")
  private @Nullable String unit;

  SeriesOptions options(String target) {
    return SeriesOptions.target(target).withTimes(new Times(time, duplicates, zone)).withUnit(unit);
  }
}
