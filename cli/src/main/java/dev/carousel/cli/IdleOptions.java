package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.panel.PanelSource.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Refuses options that would do nothing, for how the file holds its series. */
final class IdleOptions {
  private static final String NO_TIMES =
      "a file of --layout rows has no times; leave %s out, or give a long or a wide table";
  private static final String ROWS_ALL =
      "every row of --layout rows is a series and forecast; leave %s out, or give a file with the"
          + " rows that are wanted";
  private static final String ROWS_NAMED =
      "a row of --layout rows is a series, named by its first column; leave %s out, or give --layout"
          + " long, where the rows of a series stand below each other";
  private static final String COLUMNS_NAMED =
      "a column of a wide table is a series, named by its header; leave %s out, choose columns with"
          + " --target COL,COL, or give --layout long, where the rows of several series stand below"
          + " each other";
  private static final String NO_UNIT = "many series are shown without a unit; leave %s out";

  private IdleOptions() {}

  /**
   * Refuses what the layout has no use for.
   *
   * @param given whether the user gave an option
   * @throws BadInput naming the options, the reason and the cure
   */
  static void refuse(Layout layout, Predicate<String> given) {
    refuse(given, NO_UNIT, "--unit");
    if (layout == Layout.ROWS) {
      refuse(given, ROWS_NAMED, "--series");
      refuse(given, ROWS_ALL, "--target");
      refuse(given, NO_TIMES, "--time", "--zone", "--duplicates");
    } else if (layout == Layout.WIDE) {
      refuse(given, COLUMNS_NAMED, "--series");
    }
  }

  private static void refuse(Predicate<String> given, String why, String... options) {
    List<String> idle = new ArrayList<>(List.of(options));
    idle.removeIf(given.negate());
    if (!idle.isEmpty()) {
      String it = idle.size() == 1 ? "it" : "them";
      throw new BadInput("%s: %s", String.join(", ", idle), why.formatted(it));
    }
  }
}
