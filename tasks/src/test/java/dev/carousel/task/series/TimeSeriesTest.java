package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {
  private static final SeriesOptions Y = SeriesOptions.target("y");

  private static TimeSeries series(String text, SeriesOptions options) {
    return TimeSeries.from(Table.parse("data.csv", text), options);
  }

  private static List<String> messages(TimeSeries series) {
    return series.notes().list().stream().map(DataNote::message).toList();
  }

  private static void refused(String text, SeriesOptions options, String message) {
    assertThatThrownBy(() -> series(text, options))
        .isInstanceOf(BadInput.class)
        .hasMessage(message);
  }

  private static String daily(int days, String suffix) {
    return IntStream.rangeClosed(1, days)
        .mapToObj(d -> "2012-01-%02d,%d%s".formatted(d, d * d, suffix))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void readsACleanFileWithoutNotes() {
    TimeSeries series = series("date,y,wind\n" + daily(9, ",3\n").replace("1,1,3", "1,1,4"), Y);

    assertThat(series.frequency()).isEqualTo(Frequency.of(Frequency.Unit.DAY));
    assertThat(series.start()).isEqualTo("2012-01-01T00:00");
    assertThat(series.length()).isEqualTo(9);
    assertThat(series.time(9)).as("the future").isEqualTo("2012-01-10T00:00");
    assertThat(series.target()).containsExactly(1, 4, 9, 16, 25, 36, 49, 64, 81);
    assertThat(series.column("wind")).startsWith(4, 3, 3).hasSize(9);
    assertThat(series.timeName()).isEqualTo("date");
    assertThat(series.notes()).isEmpty();
  }

  @Test
  void theColumnsAModelNeedsAreReadWhateverTheyHold() {
    SeriesOptions needed = Y.withNeeded(List.of("wind"));
    TimeSeries series = series("date,y,wind,rain\n" + daily(9, ",0,x"), needed);
    assertThat(series.column("wind")).containsOnly(0).hasSize(9);
    assertThat(series.columnNames()).containsExactly("wind");
    assertThat(series.notes()).isEmpty();
    String constant = "date,wind,y\n" + daily(9, ",5");
    assertThat(series(constant, needed).target()).containsOnly(5);
    refused(
        "date,y,wind\n" + daily(8, ",1") + "2012-01-09,81,trace\n",
        needed,
        "data.csv, line 10, column 'wind': found 'trace', a number was expected, such as 12.5 (no"
            + " units, no thousands separators). Correct it, or leave it empty if the value is"
            + " missing.");
    refused(
        "date,y,rain\n" + daily(9, ",1"),
        needed,
        "data.csv has no column 'wind', which the model reads. Its columns: date, y, rain. Give a"
            + " file with it, or train another model.");
  }

  @Test
  void aUnitIsKeptAndLooksLikeOne() {
    assertThat(series("date,y\n" + daily(9, ""), Y.withUnit("°C")).unit()).isEqualTo("°C");
    assertThat(series("date,y\n" + daily(9, ""), Y).unit()).isNull();
    for (String wrong : List.of("", " ", "\uFFFD\uFFFDC", "a\nb", "x".repeat(21))) {
      assertThatThrownBy(() -> Y.withUnit(wrong))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("--unit '" + wrong + "': expected 1 to 20 characters");
    }
  }

  @Test
  void notesEveryRepairInOrder() {
    TimeSeries series =
        series(
            """
            wind;day;y;weather;flag
            1;2012-01-01;;sun;0
            2;2012-01-03;3;rain;0
            9;2012-01-02;2;rain;0
            4;2012-01-03;3;rain;0
            4;2012-01-03;3;rain;0
            NA;2012-01-06;NA;rain;0
            5;2012-01-05;5;snow;0
            6;2012-01-07;7;snow;0
            7;2012-01-08;;snow;0
            """,
            Y.withTimes(Times.FOUND.withDuplicates(Duplicates.MEAN)));

    assertThat(messages(series))
        .containsExactly(
            "Left out column 'weather': line 2 has 'sun', which is not plainly a number.",
            "Sorted the rows by time: on 2 lines the time went backwards, first on line 4 "
                + "(2012-01-02).",
            "Dropped 1 row equal to another in all columns, first line 6 (2012-01-03).",
            "Merged 1 row whose time was given before with other values (their mean taken), first "
                + "line 5 (2012-01-03).",
            "Added 1 absent time as missing, first 2012-01-04 (after line 3).",
            "Left out 1 time at the start, before the first value of 'y' on line 4 (2012-01-02).",
            "Left out 1 time at the end without a value of 'y', from line 10 (2012-01-08): the "
                + "forecast starts there.",
            "'y' has no value on 1 line, first line 7 (2012-01-06).",
            "'wind' has no value on 1 line, first line 7 (2012-01-06).",
            "Left out column 'flag': all its values are equal.");
    assertThat(series.start()).isEqualTo("2012-01-02T00:00");
    assertThat(series.target()).containsExactly(2, 3, Double.NaN, 5, Double.NaN, 7);
    assertThat(series.column("wind")).containsExactly(9, 3, Double.NaN, 5, Double.NaN, 6);
    assertThat(series.observed()).containsExactly(true, true, false, true, false, true);
    assertThat(series.columnNames()).containsExactly("wind");
    assertThat(series.notes().of(Kind.SORTED)).extracting(DataNote::line).containsExactly(4);
  }

  /** What stands for a missing value, or is none, is far from all others. */
  @Test
  void valuesFarFromAllOthersAreNoted() {
    StringBuilder text = new StringBuilder("date,y,z\n");
    LocalDate day = LocalDate.of(2012, 1, 1);
    for (int i = 0; i < 60; i++) {
      text.append(day.plusDays(i)).append(',').append(i == 9 || i == 30 ? -9999 : i * i % 17);
      text.append(',').append(i == 4 ? 99.5 : i % 5).append('\n');
    }
    assertThat(messages(series(text.toString(), Y)))
        .containsExactly(
            "'y' is -9999 2 times, first 2012-01-10, far from all others (0 to 16). If that stands"
                + " for a missing value, leave it empty.",
            "'z' is 99.5 once, first 2012-01-05, far from all others (0 to 4). If that stands for a"
                + " missing value, leave it empty.");
    assertThat(messages(series(text.toString().replace("-9999", "60").replace("99.5", "24"), Y)))
        .isEmpty();
  }

  /** Ten weeks with a row each, then a row a day. */
  @Test
  void aFrequencyThatChangesIsNoted() {
    StringBuilder text = new StringBuilder("date,y\n");
    LocalDate day = LocalDate.of(2012, 1, 2);
    for (int i = 0; i < 100; i++) {
      text.append(day).append(',').append(i * i % 17).append('\n');
      day = day.plusDays(i < 10 ? 7 : 1);
    }
    assertThat(messages(series(text.toString(), Y)))
        .contains(
            "The frequency changes: from line 2 to line 12 (2012-01-02 to 2012-03-12) the rows are 7"
                + " steps apart, elsewhere daily. What lies between is taken as missing; if that is"
                + " not meant, keep one part, or take means over longer steps.");
  }

  @Test
  void duplicatesFollowThePolicy() {
    String text = "date,y\n2012-01-01,1\n2012-01-02,2\n2012-01-02,4\n2012-01-02,9\n2012-01-03,3\n";

    assertThat(series(text, Y.withTimes(Times.FOUND.withDuplicates(Duplicates.MEAN))).target())
        .containsExactly(1, 5, 3);
    assertThat(series(text, Y.withTimes(Times.FOUND.withDuplicates(Duplicates.FIRST))).target())
        .containsExactly(1, 2, 3);
    assertThat(series(text, Y.withTimes(Times.FOUND.withDuplicates(Duplicates.LAST))).target())
        .containsExactly(1, 9, 3);
    refused(
        text,
        Y,
        "data.csv, line 4: the time 2012-01-02 was given on line 3 already, with other values. "
            + "Remove one of the lines, or choose --duplicates mean, first or last.");
  }

  @Test
  void saysThatALongTableHoldsSeveralSeries() {
    String text =
        "date,shop,y\n"
            + daily(5, "").replace(",", ",north,")
            + daily(5, "").replace(",", ",south,");

    refused(
        text,
        Y,
        "data.csv, line 7: the time 2012-01-01 was given on line 2 already, with other values. The "
            + "table has 10 rows for 5 times, so it seems to hold several series ('shop' is "
            + "'north' there and 'south' here). To forecast all of them by one model: carousel "
            + "forecast train --layout long --series shop --target y --data data.csv --horizon N "
            + "--model FILE. To forecast one alone, keep its rows only.");
  }

  /** Neither the shop nor the product alone makes times unique, and the weather is no key. */
  @Test
  void namesBothColumnsThatTellSeriesApart() {
    StringBuilder text = new StringBuilder("date,weather,the shop,product,y\n");
    for (String series : List.of("north,1", "north,2", "south,1", "south,2")) {
      for (int day = 1; day <= 6; day++) {
        text.append(
            "2012-01-0%d,%s,%s,%d%n".formatted(day, day % 2 == 0 ? "sun" : "fog", series, day));
      }
    }
    assertThatThrownBy(() -> series(text.toString(), Y))
        .hasMessageContaining("('product' is '1' there and '2' here)")
        .hasMessageContaining("--layout long --series 'the shop,product' --target y ");
    Table table = Table.parse("data.csv", text.toString());
    assertThatThrownBy(() -> SeriesSet.ofLong(table, List.of("product"), Y))
        .hasMessageContaining("It has 12 rows for 6 times, so it seems to hold several series")
        .hasMessageEndingWith("with --series 'product,the shop'.");
  }

  @Test
  void choosesTheColumnWhoseNameSpeaksOfTime() {
    String rows = "2012-01-01,2013-05-01,1\n2012-01-02,2013-05-02,2\n2012-01-03,2013-05-03,3\n";

    assertThat(series("delivered,date,y\n" + rows, Y).timeName()).isEqualTo("date");
    assertThat(series("orderDate,delivered,y\n" + rows, Y).timeName()).isEqualTo("orderDate");
    refused(
        "from date,to date,y\n" + rows,
        Y,
        "data.csv: several columns hold times: from date, to date. Say which one with --time "
            + "COLUMN, for example: --time from date");
    assertThat(
            series("from date,to date,y\n" + rows, Y.withTimes(Times.FOUND.withColumn("to date")))
                .start())
        .isEqualTo("2013-05-01T00:00");
  }

  @Test
  void plainNumbersAreTimesOnlyByNameOrByRequest() {
    String rows = "2012,1999,1\n2013,1998,2\n2014,1997,3\n2015,1995,4\n";

    assertThat(series("year,pressure,y\n" + rows, Y).frequency().describe()).isEqualTo("yearly");
    assertThat(series("a,b,y\n" + rows, Y.withTimes(Times.FOUND.withColumn("a"))).start())
        .isEqualTo("2012-01-01T00:00");
    refused(
        "a,b,y\n" + rows,
        Y,
        "data.csv has no column of dates or times beside the target. Columns and their first "
            + "values: a ('2012'), b ('1999'). Times are read when written like 2012-01-31, "
            + "2012-01-31 18:00, 2012-01, 31.01.2012 or 01/31/2012. If a column holds years or "
            + "seconds since 1970, name it with --time COLUMN.");
  }

  @Test
  void explainsATimeColumnThatCannotBeRead() {
    refused(
        "Month,y\n1-01,3\n1-02,4\n1-03,5\n",
        Y,
        "data.csv has no column of dates or times. 'Month' may be meant, but its values, such as "
            + "'1-01' on line 2, are not read as times. Write them like 2012-01-31, 2012-01-31 "
            + "18:00, 2012-01, 31.01.2012 or 01/31/2012.");
  }

  @Test
  void oneBadDateAmongManyIsNamed() {
    refused(
        "date,y\n" + daily(20, "").replace("2012-01-07", "soon"),
        Y,
        "data.csv, line 8, column 'date': found 'soon', a time written like those before it was "
            + "expected, such as '2012-01-06' (year, month, day). Correct the line or remove it.");
  }

  @Test
  void refusesATimeSpreadOverColumns() {
    String text = "no,year,month,day,hour,y\n1,2010,1,1,0,5\n2,2010,1,1,1,6\n3,2010,1,1,2,7\n";
    String message =
        "data.csv: the time is spread over the columns year, month, day, hour. Name them together, "
            + "as --time year,month,day,hour, or name another column with --time COLUMN.";

    refused(text, Y, message);
    refused(text, Y.withTimes(Times.FOUND.withColumn("year")), message);
  }

  @Test
  void refusesTargetsFromWhichNothingCanBeLearnt() {
    refused(
        "date,y\n" + daily(5, "").replace("9", "nine"),
        Y,
        "data.csv, line 4, column 'y': found 'nine', a number was expected, such as 12.5 (no "
            + "units, no thousands separators). Correct it, or leave it empty if the value is "
            + "missing.");
    refused(
        "date,y\n2012-01-01,7\n2012-01-02,7\n2012-01-03,7.0\n",
        Y,
        "data.csv, column 'y': all values are equal (7); there is nothing to forecast.");
    refused(
        "date,y\n2012-01-01,\n2012-01-02,NA\n2012-01-03,?\n",
        Y,
        "data.csv, column 'y': every value is missing; nothing can be learnt from it.");
    refused(
        "date,y\n2012-01-01,1\n2012-01-02,\n2012-01-03,\n2012-01-04,\n2012-01-05,2\n",
        Y,
        "data.csv, column 'y': 3 of 5 times have no value (gaps included); more than half is too "
            + "much to learn from. Keep a part with fewer gaps, or take means over longer steps.");
    refused(
        "date,y\n2012-01-01,1\n",
        SeriesOptions.target("date").withTimes(Times.FOUND.withColumn("date")),
        "data.csv: column 'date' cannot be both the times and the target.");
  }

  @Test
  void refusesIrregularTimes() {
    refused(
        """
        time,y
        2012-01-01 00:00,1
        2012-01-01 01:00,2
        2012-01-01 02:00,3
        2012-01-01 03:07,4
        2012-01-01 04:00,5
        """,
        Y,
        "data.csv, line 5, column 'time': the times are irregular. 1 of 5 do not fit the most "
            + "common step (hourly), first 2012-01-01 03:07 (67 minutes after line 4, 2012-01-01 "
            + "02:00). Bring the rows to regular times first, for example as means over days.");
    refused(
        "date,y\n2012-01-01,1\n2012-01-02,2\n2012-01-31,3\n",
        Y,
        "data.csv, line 4, column 'date': the times look daily, but only 3 of the 31 times from "
            + "2012-01-01 to 2012-01-31 are there. The widest gap is before this line: 29 days "
            + "after line 3. Add the missing times, keep a part without such gaps, or take means "
            + "over longer steps.");
    refused(
        "date,y\n2012-01-01,1\n2012-01-02,2\n",
        Y,
        "data.csv: 2 distinct times in column 'date'; at least 3 are needed to see a frequency.");
  }

  @Test
  void keepsCopiesOnly() {
    TimeSeries series = series("date,y,w\n" + daily(4, ",1").replace("4,16,1", "4,16,2"), Y);
    series.target()[0] = 99;
    series.column("w")[0] = 99;
    series.columns().values().iterator().next()[1] = 99;

    assertThat(series.target(0)).isEqualTo(1);
    assertThat(series.column("w")).containsExactly(1, 1, 1, 2);
  }
}
