package dev.carousel.task.panel;

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

  /** The first of them, and how many more there are. */
  static String names(List<String> ids) {
    String first = ids.stream().limit(SHOWN).map(Quoted::of).collect(Collectors.joining(", "));
    int more = ids.size() - SHOWN;
    return more > 0 ? Sentence.of("%s and %,d more", first, more) : first;
  }
}
