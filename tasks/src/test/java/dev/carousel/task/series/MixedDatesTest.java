package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dates of which those that can be read both ways are written in the other order. */
class MixedDatesTest {
  private static final SeriesOptions Y = SeriesOptions.target("y");

  private static String line(LocalDate day, boolean monthFirst, int value) {
    int a = monthFirst ? day.getMonthValue() : day.getDayOfMonth();
    int b = monthFirst ? day.getDayOfMonth() : day.getMonthValue();
    return String.format(Locale.ROOT, "%02d/%02d/%d,%d", a, b, day.getYear(), value);
  }

  private static TimeSeries read(List<String> lines) {
    String text = "date,y\n" + String.join("\n", lines) + "\n";
    return TimeSeries.from(Table.parse("d.csv", text), Y);
  }

  private static List<String> days(int n, boolean mixed) {
    List<String> lines = new ArrayList<>();
    for (int t = 0; t < n; t++) {
      LocalDate day = LocalDate.of(2022, 1, 1).plusDays(t);
      lines.add(line(day, mixed && day.getDayOfMonth() <= 12, t * t % 13));
    }
    return lines;
  }

  @Test
  void whatAnotherLocaleHasTurnedIsRefused() {
    assertThat(read(days(300, false)).length()).isEqualTo(300);
    assertThatThrownBy(() -> read(days(300, true)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("day first and with the month first seem to be mixed")
        .hasMessageContaining("the times go back on")
        .hasMessageContaining("Write them all as year-month-day");
  }

  /** Honest dates in any order of the rows are read. */
  @Test
  void unsortedRowsAreNoMixture() {
    List<String> lines = days(300, false);
    Collections.reverse(lines);
    assertThat(read(lines).start()).isEqualTo("2022-01-01T00:00");
    Collections.shuffle(lines, new Random(3));
    assertThat(read(lines).length()).isEqualTo(300);
  }
}
