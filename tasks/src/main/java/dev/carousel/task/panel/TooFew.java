package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.util.List;
import java.util.stream.Collectors;

/** Words for series that are too short. */
final class TooFew {
  private static final int SHOWN = 5;

  private TooFew() {}

  /** {@code 3 of 20 series have}. */
  static String have(List<String> ids, SeriesSet set) {
    return Sentence.of(
        "%,d of %,d series %s", ids.size(), set.size(), ids.size() == 1 ? "has" : "have");
  }

  /** Refuses a table that seems to be wide, where each of its rows was read as a short series. */
  static void refuseWide(List<String> ids, SeriesSet set) {
    if (ids.size() == set.size() && set.isNamedByTimes()) {
      throw new BadInput(
          "%s: %s too few values. Its rows begin with dates (%s), so it looks like a wide table, in"
              + " which each column is a series: give --layout wide.",
          set.source(), have(ids, set), names(ids.subList(0, 1)));
    }
  }

  /** The first of them, and how many more there are. */
  static String names(List<String> ids) {
    String first = ids.stream().limit(SHOWN).map(Quoted::of).collect(Collectors.joining(", "));
    int more = ids.size() - SHOWN;
    return more > 0 ? Sentence.of("%s and %,d more", first, more) : first;
  }
}
