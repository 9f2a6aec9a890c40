package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeColumnTest {
  private static Column column(String name, String... values) {
    return Table.parse("data.csv", name + "|v\n" + String.join("|1\n", values) + "|1\n")
        .columns()
        .getFirst();
  }

  private static Table table(String... times) {
    StringBuilder text = new StringBuilder("time,v\n");
    for (int i = 0; i < times.length; i++) {
      text.append(times[i]).append(',').append(i * i).append('\n');
    }
    return Table.parse("data.csv", text.toString());
  }

  private static LocalDateTime[] times(String... values) {
    return TimeColumn.read(column("time", values)).times();
  }

  private static void refused(String message, String... values) {
    assertThatThrownBy(() -> times(values)).isInstanceOf(BadInput.class).hasMessage(message);
  }

  /** One point among slashes would make days of months. */
  @Test
  void oneDateInAnotherFormIsNamed() {
    refused(
        "data.csv, line 4, column 'time': found '01.03.2000', a time written like those before it was"
            + " expected, such as '02/01/2000' (day, month, year or month, day, year). Correct the"
            + " line or remove it.",
        "01/01/2000",
        "02/01/2000",
        "01.03.2000",
        "04/01/2000");
    assertThat(times("2000-01-01", "2000/01/02")).hasSize(2); // nothing else it could mean
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2012-03-31|2012-03-31T00:00",
        "2012-3-1|2012-03-01T00:00",
        "2012/03/31|2012-03-31T00:00",
        "31.03.2012|2012-03-31T00:00",
        "31/03/2012|2012-03-31T00:00",
        "03/31/2012|2012-03-31T00:00",
        "20120331|2012-03-31T00:00",
        "2012033118|2012-03-31T18:00",
        "2012-03|2012-03-01T00:00",
        "2012|2012-01-01T00:00",
        "Mar 2012|2012-03-01T00:00",
        "2012 March|2012-03-01T00:00",
        "31-Mar-2012|2012-03-31T00:00",
        "March 31, 2012|2012-03-31T00:00",
        "2012-Q3|2012-07-01T00:00",
        "2012Q3|2012-07-01T00:00",
        "Q3 2012|2012-07-01T00:00",
        "2012-03-31 18:05|2012-03-31T18:05",
        "2012-03-31T18:05:09|2012-03-31T18:05:09",
        "2012-03-31 18:05:09.25|2012-03-31T18:05:09.25",
        "2012-03-31T18:05:09Z|2012-03-31T18:05:09",
        "2012-03-31T18:05:09+02:00|2012-03-31T16:05:09",
        "2012-03-31 18:05:09-0530|2012-03-31T23:35:09",
        "2012-03-31T23:30-01|2012-04-01T00:30",
        "3/31/2012 6:05 PM|2012-03-31T18:05",
        "3/31/2012 12:05:00 am|2012-03-31T00:05",
        "2012-03-31 24:00|2012-04-01T00:00",
        "1333216800|2012-03-31T18:00",
        "1333216800250|2012-03-31T18:00:00.250"
      })
  void readsManyForms(String text, String time) {
    assertThat(times(text)).containsExactly(LocalDateTime.parse(time));
  }

  @ParameterizedTest
  @CsvSource({"2012-02-30", "2012-13-01", "31.04.2012", "12.8", "7", "2012-01-01 25:00", "hello"})
  @CsvSource({"31/12/99", "1-01", "2012-Q5", "2012-01-01T10:00+", "2012-01-01 10:61", "Foo 2012"})
  void refusesWhatIsNoTime(String text) {
    refused(
        "data.csv, line 2, column 'time': found '"
            + text
            + "', a date or time was expected, such as 2012-01-31, 2012-01-31 18:00, 2012-01, "
            + "31.01.2012 or 01/31/2012.",
        text);
  }

  @Test
  void aDayAboveTwelveDecidesForTheColumn() {
    assertThat(times("01/02/2012", "13/02/2012")[0]).isEqualTo("2012-02-01T00:00");
    assertThat(times("01/02/2012", "02/13/2012")[0]).isEqualTo("2012-01-02T00:00");
  }

  @Test
  void regularTimesDecideOtherwise() {
    assertThat(times("01/11/2012", "01/12/2012", "01/01/2013")[2]).isEqualTo("2013-01-01T00:00");
    assertThat(times("11/01/2012", "12/01/2012", "01/01/2013")[0]).isEqualTo("2012-11-01T00:00");
    assertThat(times("01/01/2012", "02/02/2012")[1]).isEqualTo("2012-02-02T00:00");
  }

  /** Nothing in the file proves the order: it is told. */
  @Test
  void theOrderThatOnlyRegularityDecidesIsNoted() {
    String[] months = new String[14];
    for (int m = 0; m < months.length; m++) {
      months[m] = "01/%02d/%d".formatted(m % 12 + 1, 2005 + m / 12);
    }
    assertThat(TimeColumn.read(column("time", months)).notes())
        .extracting(DataNote::message)
        .containsExactly(
            "Dates such as '01/02/2005' on line 3 are read day first (2005-02-01), for so they are"
                + " regular, monthly; every one could be read the other way. If that is meant"
                + " (2005-01-02), write them as year-month-day.");
    assertThat(SeriesSet.ofWide(table(months), List.of(), Times.FOUND).notes().list()).hasSize(1);
    assertThat(TimeSeries.from(table(months), SeriesOptions.target("v")).notes().list()).hasSize(1);
    assertThat(TimeColumn.read(column("time", "24/01/2005", "25/01/2005")).notes()).isEmpty();
    assertThat(TimeColumn.read(column("time", "01/01/2005", "02/02/2005")).notes()).isEmpty();
  }

  @Test
  void refusesDatesThatStayOpen() {
    refused(
        "data.csv, line 3, column 'time': dates such as '01/02/2012' can be read day first or month"
            + " first, and the file leaves it open. Write them as year-month-day: 2012-02-01 or "
            + "2012-01-02.",
        "01/01/2012",
        "01/02/2012",
        "01/03/2012",
        "01/04/2012");
  }

  @Test
  void namesTheFirstValueWrittenOtherwise() {
    refused(
        "data.csv, line 4, column 'time': found '01/03/2012', a time written like those before it "
            + "was expected, such as '2012-01-02' (year, month, day). Correct the line or remove "
            + "it.",
        "2012-01-01",
        "2012-01-02",
        "01/03/2012");
    refused(
        "data.csv, line 3, column 'time': found nothing, a time written like those before it was "
            + "expected, such as '2012-01-01' (year, month, day). Correct the line or remove it.",
        "2012-01-01",
        "");
  }

  @Test
  void refusesOffsetsOnSomeTimesOnly() {
    refused(
        "data.csv, line 3, column 'time': found '2012-01-01T01:00', but line 2 has "
            + "'2012-01-01T00:00Z': some times have an offset from UTC and some have none. Write "
            + "all with it or all without.",
        "2012-01-01T00:00Z",
        "2012-01-01T01:00");
  }
}
