package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees to it that what is known ahead is there over the horizon. */
final class RowsAhead {
  private static final int SHOWN = 3;

  private RowsAhead() {}

  /**
   * Refuses series that cannot be forecast from their ends.
   *
   * @throws BadInput naming the times without a value
   */
  static void check(SeriesSet set, Covariates covariates, int horizon) {
    String problem = problem(set, covariates, horizon);
    if (problem != null) {
      throw new BadInput("%s", problem);
    }
  }

  /** What is missing of the first series that lacks something; null if all is there. */
  static @Nullable String problem(SeriesSet set, Covariates covariates, int horizon) {
    for (NamedSeries one : set) {
      TimeSeries dated = one.dated();
      if (dated == null) {
        return null;
      }
      for (String column : covariates.columnsAhead()) {
        List<String> missing = missing(dated, column, horizon);
        if (!missing.isEmpty()) {
          return message(set, one, dated, column, missing, horizon);
        }
      }
      String holidays = holidays(set, dated, covariates.holidays(), horizon);
      if (holidays != null) {
        return holidays;
      }
    }
    return null;
  }

  private static List<String> missing(TimeSeries dated, String column, int horizon) {
    double[] ahead = dated.ahead(column);
    List<String> missing = new ArrayList<>();
    for (int h = 0; h < horizon; h++) {
      if (h >= ahead.length || Double.isNaN(ahead[h])) {
        missing.add(ShownTime.of(dated.time(dated.length() + h)));
      }
    }
    return missing;
  }

  private static String message(
      SeriesSet set,
      NamedSeries one,
      TimeSeries dated,
      String column,
      List<String> missing,
      int horizon) {
    List<String> shown = missing.subList(0, Math.min(SHOWN, missing.size()));
    int more = missing.size() - shown.size();
    return Sentence.of(
        "%s, series %s: column %s is known ahead, but has no value at %s%s, of the %s to forecast"
            + " (%s to %s). Add rows with these times and its values, the target left empty.",
        set.source(),
        Quoted.of(one.id()),
        Quoted.of(column),
        String.join(", ", shown),
        more > 0 ? Sentence.of(" and %,d more", more) : "",
        Sentence.count(horizon, "time"),
        ShownTime.of(dated.time(dated.length())),
        ShownTime.of(dated.time(dated.length() + horizon - 1)));
  }

  /**
   * Refuses a list of holidays that leaves out years of the series: their holidays would be learnt
   * from as ordinary days.
   */
  static void checkYears(SeriesSet set, @Nullable Holidays holidays) {
    if (holidays == null || holidays.dates().isEmpty()) {
      return;
    }
    int first = holidays.dates().getFirst().getYear();
    int last = holidays.dates().getLast().getYear();
    for (NamedSeries one : set) {
      TimeSeries dated = one.dated();
      if (dated != null) {
        LocalDateTime end = dated.time(dated.length() - 1);
        if (dated.start().getYear() < first || end.getYear() > last) {
          throw new BadInput(
              "%s, series %s: learnt from %s to %s, the list of holidays %s is from %s to %s. Give a"
                  + " list with those of all these years.",
              set.source(),
              Quoted.of(one.id()),
              ShownTime.of(dated.start()),
              ShownTime.of(end),
              holidays.source(),
              holidays.dates().getFirst(),
              holidays.dates().getLast());
        }
      }
    }
  }

  /** A list of dates that ends a year before is no list of the holidays to come. */
  private static @Nullable String holidays(
      SeriesSet set, TimeSeries dated, @Nullable Holidays holidays, int horizon) {
    if (holidays == null || holidays.dates().isEmpty()) {
      return null;
    }
    LocalDateTime end = dated.time(dated.length() + horizon - 1);
    if (end.getYear() <= holidays.dates().getLast().getYear()) {
      return null;
    }
    return Sentence.of(
        "%s: the forecast goes to %s, the last holiday of %s is %s. Give a list with the holidays of"
            + " %d, and train with it.",
        set.source(),
        ShownTime.of(end),
        holidays.source(),
        holidays.dates().getLast(),
        end.getYear());
  }
}
