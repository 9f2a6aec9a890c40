package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Clocks that are put forward and back. */
class ZoneTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant SPRING = Instant.parse("2021-03-27T12:00:00Z");
  private static final Instant AUTUMN = Instant.parse("2021-10-30T12:00:00Z");
  private static final SeriesOptions Y = SeriesOptions.target("y");
  private static final SeriesOptions IN_BERLIN = Y.withTimes(Times.FOUND.withZone(BERLIN));

  /** One value an hour, 0, 1, 2 ..., the times written in some way. */
  private static Table hours(Instant first, Function<ZonedDateTime, String> written) {
    StringBuilder text = new StringBuilder("time,y\n");
    for (int h = 0; h < 48; h++) {
      ZonedDateTime at = first.plusSeconds(3600L * h).atZone(BERLIN);
      text.append(written.apply(at)).append(',').append(h).append('\n');
    }
    return Table.parse("load.csv", text.toString());
  }

  private static String clock(ZonedDateTime at) {
    return at.toLocalDateTime().toString();
  }

  private static String offset(ZonedDateTime at) {
    return at.toOffsetDateTime().toString();
  }

  private static List<String> notes(TimeSeries series, Kind kind) {
    return series.notes().of(kind).stream().map(DataNote::message).toList();
  }

  @Test
  void theHourThatClocksRepeatIsOne() {
    TimeSeries series = TimeSeries.from(hours(AUTUMN, ZoneTest::clock), IN_BERLIN);
    assertThat(series.start()).isEqualTo(LocalDateTime.of(2021, 10, 30, 14, 0));
    assertThat(series.length()).isEqualTo(47);
    assertThat(series.target()).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.5, 14);
    assertThat(notes(series, Kind.CLOCK_PUT_BACK))
        .containsExactly(
            "Took the mean of both rows of 1 time that clocks show twice, being put back, first"
                + " line 14 (2021-10-31 02:00).");
  }

  @Test
  void theHourThatClocksLeaveOutIsMissing() {
    TimeSeries series = TimeSeries.from(hours(SPRING, ZoneTest::clock), IN_BERLIN);
    assertThat(series.length()).isEqualTo(49);
    assertThat(series.target()[12]).isEqualTo(12);
    assertThat(series.target()[13]).isNaN(); // 02:00
    assertThat(series.target()[14]).isEqualTo(13);
    assertThat(notes(series, Kind.GAPS))
        .containsExactly(
            "Added 1 absent time as missing, first 2021-03-28 02:00 (after line 14); 1 of them was"
                + " not there, as clocks were put forward.");
  }

  @Test
  void timesWithAnOffsetBecomeTheZonesOwn() {
    for (Instant first : List.of(SPRING, AUTUMN)) {
      TimeSeries clock = TimeSeries.from(hours(first, ZoneTest::clock), IN_BERLIN);
      for (Function<ZonedDateTime, String> written :
          List.<Function<ZonedDateTime, String>>of(
              ZoneTest::offset,
              at -> at.withZoneSameInstant(ZoneOffset.UTC).toOffsetDateTime().toString(),
              at -> Long.toString(at.toEpochSecond()))) {
        TimeSeries series = TimeSeries.from(hours(first, written), IN_BERLIN);
        assertThat(series.start()).isEqualTo(clock.start());
        assertThat(series.target()).isEqualTo(clock.target());
      }
      TimeSeries utc = TimeSeries.from(hours(first, ZoneTest::offset), Y);
      assertThat(utc.start()).isEqualTo(LocalDateTime.ofInstant(first, ZoneOffset.UTC));
      assertThat(utc.length()).isEqualTo(48);
    }
  }

  @Test
  void severalSeriesToo() {
    Times times = Times.FOUND.withZone(BERLIN);
    SeriesSet wide = SeriesSet.ofWide(hours(AUTUMN, ZoneTest::clock), List.of("y"), times);
    assertThat(Objects.requireNonNull(wide.get("y").dated()).target()[12]).isEqualTo(12.5);

    StringBuilder rows = new StringBuilder("place,time,y\n");
    for (String place : List.of("a", "b")) {
      for (int h = 0; h < 48; h++) {
        ZonedDateTime at = AUTUMN.plusSeconds(3600L * h).atZone(BERLIN);
        rows.append(place).append(',').append(clock(at)).append(',').append(h).append('\n');
      }
    }
    SeriesSet all =
        SeriesSet.ofLong(
            Table.parse("l.csv", rows.toString()), List.of("place"), Y.withTimes(times));
    assertThat(all.get("b").target()[12]).isEqualTo(12.5);
  }

  @Test
  void aTimeThatTheClocksLeaveOutIsRefused() {
    Table table =
        Table.parse(
            "load.csv", "time,y\n2021-03-28 01:00,1\n2021-03-28 02:00,2\n2021-03-28 03:00,3\n");
    assertThatThrownBy(() -> TimeSeries.from(table, IN_BERLIN))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "load.csv, line 3, column 'time': found '2021-03-28 02:00', a time that the clocks of"
                + " Europe/Berlin leave out when they are put forward. Leave out --zone, or name"
                + " the zone in which the times were taken.");
    assertThat(TimeSeries.from(table, Y).length()).isEqualTo(3);
  }

  @Test
  void withoutAZoneTheRepeatedHourIsRefusedWithAHint() {
    assertThatThrownBy(() -> TimeSeries.from(hours(AUTUMN, ZoneTest::clock), Y))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("the time 2021-10-31 02:00 was given on line 14 already")
        .hasMessageEndingWith("name their zone: --zone Europe/Berlin.");
  }

  /** In some zones a day begins at 01:00; daily times are days, not hours. */
  @Test
  void daysAreNotHours() {
    StringBuilder text = new StringBuilder("day,y\n");
    for (int d = 1; d < 31; d++) {
      text.append("2017-10-%02d,%d%n".formatted(d, d * d));
    }
    SeriesOptions brazil = Y.withTimes(Times.FOUND.withZone(ZoneId.of("America/Sao_Paulo")));
    assertThat(TimeSeries.from(Table.parse("d.csv", text.toString()), brazil).length())
        .isEqualTo(30);
  }
}
