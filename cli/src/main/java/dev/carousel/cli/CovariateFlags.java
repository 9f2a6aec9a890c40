package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.panel.Covariates;
import dev.carousel.task.panel.Holidays;
import dev.carousel.task.panel.Missing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model for many series reads beside the target, and what it makes of what is missing. */
final class CovariateFlags {
  private static final Pattern FILE = Pattern.compile("[/\\\\]|\\.(csv|tsv|txt|gz)$");

  @Option(
      names = "--past",
      paramLabel = "COL",
      split = ",",
      description =
          "Columns of a long or wide file to read, numbers or text, that are known up to today.")
  private List<String> past = new ArrayList<>();

  @Option(
      names = "--known",
      paramLabel = "COL",
      split = ",",
      description =
          "The same of columns that are known ahead: rows with their values and no target go on"
              + " over the horizon.")
  private List<String> known = new ArrayList<>();

  @Option(
      names = "--static",
      paramLabel = "COL",
      split = ",",
      description = "Columns that are the same in all rows of a series, of a long or rows file.")
  private List<String> statics = new ArrayList<>();

  @Option(
      names = "--holidays",
      paramLabel = "FILE|COL",
      description =
          "Days unlike others, known ahead: a CSV file of dates, or a column in which 0, no and"
              + " nothing mean an ordinary day.")
  private @Nullable String holidays;

  @Option(
      names = "--missing",
      paramLabel = "last|interpolate|mask|decay|drop",
      description =
          "What stands for missing values: the last one (default), a line between those around, the"
              + " last one and a mask, or the last one in a GRU-D cell, which lets it decay; drop"
              + " learns from no window that lacks one.")
  private Missing missing = Missing.LAST;

  Missing missing() {
    return missing;
  }

  /**
   * The columns; a file that is there is a list of holidays.
   *
   * @throws dev.carousel.BadInput if it is none
   */
  Covariates covariates() {
    return Covariates.of(past, known, statics, holidays == null ? null : holidays(holidays));
  }

  private static Holidays holidays(String name) {
    Path file = Path.of(name);
    if (!Files.exists(file) && FILE.matcher(name).find()) {
      throw new BadInput("--holidays %s: there is no such file", name);
    }
    return Files.isRegularFile(file) ? Holidays.of(file) : Holidays.of(name);
  }
}
