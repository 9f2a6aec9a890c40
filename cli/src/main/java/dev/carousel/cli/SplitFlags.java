package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.panel.Cut;
import dev.carousel.task.panel.RollingSplit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where many series are cut into what is learnt from, what decides when to stop, and a test. */
final class SplitFlags {
  private static final Pattern SHARE = Pattern.compile("[0-9]*\\.?[0-9]+|[0-9]+\\.");

  @Option(
      names = "--split",
      paramLabel = "CUT,CUT[,CUT]",
      split = ",",
      description =
          "Learn before the first time, stop by what comes up to the second, test from every origin"
              + " after it, up to the third; in place of --test. Dates, or shares of each series:"
              + " 0.7,0.85.")
  private List<String> split = new ArrayList<>();

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "Steps from one origin of such a test to the next (default: ${DEFAULT-VALUE}).")
  private int stride = 1;

  @Option(
      names = "--refit",
      paramLabel = "N",
      description =
          "Train anew so often during such a test, on all that came before; --model is the last"
              + " (default: ${DEFAULT-VALUE}).")
  private int refit;

  @Option(
      names = "--aligned",
      description = "Learn only from origins whole strides away from those of the test.")
  private boolean aligned;

  boolean given() {
    return !split.isEmpty();
  }

  /** The cuts that divide the data; null if they were not given. */
  @Nullable RollingSplit split() {
    if (split.isEmpty()) {
      if (refit != 0 || aligned || stride != 1) {
        throw new BadInput(
            "--stride, --refit, --aligned: they need the times of a test: --split DATE,DATE");
      }
      return null;
    }
    String text = String.join(",", split);
    if (split.size() < 2 || split.size() > 3) {
      throw new BadInput(
          "--split %s: expected two or three times, such as 2016-01-01,2017-01-01, or shares, such"
              + " as 0.7,0.85",
          text);
    }
    long shares = split.stream().filter(cut -> SHARE.matcher(cut).matches()).count();
    if (shares != 0 && shares != split.size()) {
      throw new BadInput("--split %s: give times or shares, not both", text);
    }
    List<Cut> cuts = split.stream().map(cut -> shares == 0 ? at(cut) : share(cut)).toList();
    return new RollingSplit(
        cuts.getFirst(),
        cuts.get(1),
        split.size() == 3 ? cuts.getLast() : null,
        stride,
        aligned,
        refit + 1);
  }

  private static Cut at(String text) {
    return Cut.at(time(text, "--split"));
  }

  private static Cut share(String text) {
    return Cut.share(Double.parseDouble(text));
  }

  static LocalDateTime time(String text, String option) {
    try {
      return text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
    } catch (DateTimeParseException e) {
      throw new BadInput(
          e, option + ": '" + text + "' is no time; expected 2016-01-31 or 2016-01-31T06:00");
    }
  }
}
