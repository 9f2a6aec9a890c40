package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column read as times, all written in one order. Times with an offset are in UTC, or on the
 * clocks of a zone.
 */
final class TimeColumn {
  static final String EXAMPLES = "2012-01-31, 2012-01-31 18:00, 2012-01, 31.01.2012 or 01/31/2012";

  private final Column column;
  private final LocalDateTime[] times;
  private final boolean utc;
  private final @Nullable ZoneId zone;
  private final List<DataNote> notes;

  private TimeColumn(
      Column column,
      LocalDateTime[] times,
      boolean utc,
      @Nullable ZoneId zone,
      List<DataNote> notes) {
    this.column = column;
    this.times = times;
    this.utc = utc;
    this.zone = zone;
    this.notes = notes;
  }

  Column column() {
    return column;
  }

  /** One time a row. */
  LocalDateTime[] times() {
    return times;
  }

  /** How dates are read that could be read in two ways; nothing of a part of the rows. */
  List<DataNote> notes() {
    return notes;
  }

  /** These rows only; {@code part} is the table of them. */
  TimeColumn rows(Table part, int[] rows) {
    return new TimeColumn(
        part.column(column.name()),
        Arrays.stream(rows).mapToObj(row -> times[row]).toArray(LocalDateTime[]::new),
        utc,
        zone,
        List.of());
  }

  /**
   * The same on the clocks of a zone: times in UTC become its own, others are its own already.
   *
   * @throws BadInput for a time that these clocks leave out
   */
  TimeColumn in(ZoneId clocks) {
    LocalDateTime[] local = times.clone();
    for (int row = 0; row < local.length; row++) {
      if (utc) {
        local[row] =
            times[row].atOffset(ZoneOffset.UTC).atZoneSameInstant(clocks).toLocalDateTime();
      } else if (isLeftOut(local[row], clocks)) {
        throw new BadInput(
            "%s: found %s, a time that the clocks of %s leave out when they are put forward. Leave"
                + " out --zone, or name the zone in which the times were taken.",
            column.where(row), Quoted.of(column.text(row)), clocks);
      }
    }
    return new TimeColumn(column, local, utc, clocks, notes);
  }

  /** Whether the clocks go from before this time to behind it. Midnight stands for its day. */
  private static boolean isLeftOut(LocalDateTime time, ZoneId clocks) {
    return !time.toLocalTime().equals(LocalTime.MIDNIGHT)
        && clocks.getRules().getValidOffsets(time).isEmpty();
  }

  /** Whether clocks show this time never, being put forward over it. */
  boolean isLeftOut(LocalDateTime time) {
    return zone != null && isLeftOut(time, zone);
  }

  /** Whether clocks show the time of a row twice, being put back over it. */
  boolean isRepeated(int row) {
    return zone != null && zone.getRules().getValidOffsets(times[row]).size() > 1;
  }

  /**
   * Reads the column.
   *
   * @throws BadInput for the first value that is no time or is written unlike those before it
   */
  static TimeColumn read(Column column) {
    TimeText[] texts = new TimeText[column.size()];
    Set<DateOrder> orders = orders(column, texts);
    if (orders.contains(DateOrder.DAY_MONTH_YEAR) && orders.contains(DateOrder.MONTH_DAY_YEAR)) {
      return decide(column, texts);
    }
    DateOrder order = orders.iterator().next();
    LocalDateTime[] times = times(texts, order);
    DateOrder other = order.other();
    if (other != null) {
      MixedDates.refuse(
          column, times, Arrays.stream(texts).map(other::time).toArray(LocalDateTime[]::new));
    }
    return new TimeColumn(column, times, isUtc(texts, order), null, List.of());
  }

  /** How many of the first rows have a value that could be a time at all. */
  static int plausible(Column column, int rows) {
    int plausible = 0;
    for (int row = 0; row < Math.min(rows, column.size()); row++) {
      TimeText text = TimeText.scan(column.text(row));
      plausible += text != null && !fitting(text, EnumSet.allOf(DateOrder.class)).isEmpty() ? 1 : 0;
    }
    return plausible;
  }

  /** Whether each of these texts is a date in some form that plain numbers have not. */
  static boolean areDates(Collection<String> texts) {
    return texts.stream()
        .map(TimeText::scan)
        .allMatch(text ->
            text != null
                && fitting(text, EnumSet.allOf(DateOrder.class)).stream()
                    .anyMatch(order -> !order.isWeak()));
  }

  /** The orders in which every value can be read, never empty; fills {@code texts}. */
  private static Set<DateOrder> orders(Column column, @Nullable TimeText[] texts) {
    Set<DateOrder> orders = EnumSet.allOf(DateOrder.class);
    for (int row = 0; row < texts.length; row++) {
      TimeText text = TimeText.scan(column.text(row));
      Set<DateOrder> left = text == null ? EnumSet.noneOf(DateOrder.class) : fitting(text, orders);
      if (left.isEmpty() || text == null || (row > 0 && isOtherForm(text, texts[0], left))) {
        throw unlike(column, row, orders);
      }
      if (row > 0 && text.zoned() != Objects.requireNonNull(texts[0]).zoned()) {
        throw new BadInput(
            "%s: found %s, but line %d has %s: some times have an offset from UTC and some have "
                + "none. Write all with it or all without.",
            column.where(row),
            Quoted.of(column.text(row)),
            column.line(0),
            Quoted.of(column.text(0)));
      }
      texts[row] = text;
      orders = left;
    }
    return orders;
  }

  /**
   * Whether a date that ends in its year has other separators than the first: a point means day
   * first, and would turn a whole column of slashes.
   */
  private static boolean isOtherForm(
      TimeText text, @Nullable TimeText first, Set<DateOrder> orders) {
    return first != null
        && text.separator() != first.separator()
        && (orders.contains(DateOrder.DAY_MONTH_YEAR) || orders.contains(DateOrder.MONTH_DAY_YEAR));
  }

  private static Set<DateOrder> fitting(TimeText text, Set<DateOrder> orders) {
    Set<DateOrder> left = EnumSet.noneOf(DateOrder.class);
    for (DateOrder order : orders) {
      if (order.time(text) != null) {
        left.add(order);
      }
    }
    return left;
  }

  private static BadInput unlike(Column column, int row, Set<DateOrder> orders) {
    String value = column.text(row);
    String found = value.isEmpty() ? "found nothing" : "found " + Quoted.of(value);
    if (row == 0) {
      return new BadInput(
          "%s: %s, a date or time was expected, such as %s.", column.where(row), found, EXAMPLES);
    }
    return new BadInput(
        "%s: %s, a time written like those before it was expected, such as %s (%s). Correct the "
            + "line or remove it.",
        column.where(row),
        found,
        Quoted.of(column.text(row - 1)),
        String.join(" or ", orders.stream().map(o -> o.description).toList()));
  }

  private static LocalDateTime[] times(TimeText[] texts, DateOrder order) {
    List<LocalDateTime> times = new ArrayList<>(texts.length);
    for (TimeText text : texts) {
      times.add(Objects.requireNonNull(order.time(text)));
    }
    return times.toArray(LocalDateTime[]::new);
  }

  /**
   * Day first or month first: whichever alone makes the file a regular ascending series, or else
   * whichever alone makes its times regular once sorted and with gaps.
   */
  private static TimeColumn decide(Column column, TimeText[] texts) {
    LocalDateTime[] days = times(texts, DateOrder.DAY_MONTH_YEAR);
    LocalDateTime[] months = times(texts, DateOrder.MONTH_DAY_YEAR);
    boolean dayFirst = FrequencyDetection.isRegular(days);
    boolean monthFirst = FrequencyDetection.isRegular(months);
    if (!dayFirst && !monthFirst) {
      dayFirst = FrequencyDetection.isRegularWithGaps(days);
      monthFirst = FrequencyDetection.isRegularWithGaps(months);
    }
    int differs = Arrays.mismatch(days, months);
    if (dayFirst == monthFirst && differs >= 0) {
      throw new BadInput(
          "%s: dates such as %s can be read day first or month first, and the file leaves it open. "
              + "Write them as year-month-day: %s or %s.",
          column.where(differs),
          Quoted.of(column.text(differs)),
          days[differs].toLocalDate(),
          months[differs].toLocalDate());
    }
    boolean utc = isUtc(texts, DateOrder.DAY_MONTH_YEAR);
    List<DataNote> notes =
        differs < 0 ? List.of() : List.of(readAs(column, differs, days, months, dayFirst));
    return new TimeColumn(column, dayFirst ? days : months, utc, null, notes);
  }

  private static DataNote readAs(
      Column column, int row, LocalDateTime[] days, LocalDateTime[] months, boolean dayFirst) {
    LocalDateTime[] times = dayFirst ? days : months;
    Frequency frequency =
        FrequencyDetection.candidate(
            Arrays.stream(times).sorted().distinct().toArray(LocalDateTime[]::new));
    String message =
        Sentence.of(
            "Dates such as %s on line %d are read %s (%s), for so they are regular%s; every one could"
                + " be read the other way. If that is meant (%s), write them as year-month-day.",
            Quoted.of(column.text(row)),
            column.line(row),
            dayFirst ? "day first" : "month first",
            times[row].toLocalDate(),
            frequency == null ? "" : ", " + frequency.describe(),
            (dayFirst ? months : days)[row].toLocalDate());
    return new DataNote(DataNote.Kind.WRITING, message, times.length, column.line(row));
  }

  private static boolean isUtc(TimeText[] texts, DateOrder order) {
    return order == DateOrder.EPOCH_SECONDS
        || order == DateOrder.EPOCH_MILLIS
        || (texts.length > 0 && texts[0].zoned());
  }
}
