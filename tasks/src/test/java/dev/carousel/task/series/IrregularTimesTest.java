package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.table.Table;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Times that are on no grid, for a reason that can be told. */
class IrregularTimesTest {
  private static final SeriesOptions Y = SeriesOptions.target("y");

  private static TimeSeries series(String text, SeriesOptions options) {
    return TimeSeries.from(Table.parse("data.csv", text), options);
  }

  private static String rows(Stream<?> times) {
    AtomicInteger n = new AtomicInteger();
    return times
        .map(time -> time + "," + n.incrementAndGet() % 7)
        .collect(Collectors.joining("\n", "date,y\n", "\n"));
  }

  @Test
  void aChangeOfFrequencyIsFoundWhereItIs() {
    LocalDate start = LocalDate.of(2000, 1, 1);
    LocalDate turn = start.plusMonths(200);
    Stream<LocalDate> months = IntStream.range(0, 200).mapToObj(start::plusMonths);
    Stream<LocalDate> days = IntStream.range(0, 60).mapToObj(turn::plusDays);
    assertThatThrownBy(() -> series(rows(Stream.concat(months, days)), Y))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "data.csv, line 202, column 'date': the frequency changes. Up to line 201 (2016-08-01) the"
                + " times are monthly, from this line (2016-09-01) on they are daily. Keep one part, or"
                + " make the times alike, as means over the longer step.");
    Stream<LocalDate> first = IntStream.range(0, 30).mapToObj(start::plusDays);
    Stream<LocalDate> then = IntStream.range(2, 60).mapToObj(start::plusMonths);
    assertThatThrownBy(() -> series(rows(Stream.concat(first, then)), Y))
        .hasMessageContaining("line 32, column 'date': the frequency changes. Up to line 31")
        .hasMessageContaining("are daily, from this line (2000-03-01) on they are monthly.");
  }

  @Test
  void offsetsThatDifferAreNamedAsTheCause() {
    LocalDate start = LocalDate.of(2021, 1, 1);
    IntFunction<String> mixed = d -> start.plusDays(d) + "T00:00" + (d % 2 == 0 ? "+02:00" : "Z");
    String text = rows(IntStream.range(0, 40).mapToObj(mixed));
    assertThatThrownBy(() -> series(text, Y))
        .hasMessageContaining("the times are irregular.")
        .hasMessageContaining("As they are written they are regular, but their offsets from UTC")
        .hasMessageContaining("(+02:00 on line 2, +00:00 on line 3)")
        .hasMessageEndingWith(
            "--zone Europe/Berlin; if they mean nothing, leave them out of the file.");
    IntFunction<String> clocks = d -> start.plusDays(d) + "T00:00" + (d < 87 ? "+01:00" : "+02:00");
    String berlin = rows(IntStream.range(0, 120).mapToObj(clocks));
    assertThatThrownBy(() -> series(berlin, Y)).hasMessageContaining("--zone Europe/Berlin");
    SeriesOptions zone = Y.withTimes(Times.FOUND.withZone(ZoneId.of("Europe/Berlin")));
    assertThat(series(berlin, zone).length()).isEqualTo(120); // it is the cure
  }
}
