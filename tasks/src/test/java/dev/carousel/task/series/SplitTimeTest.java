package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** Times spread over several columns. */
class SplitTimeTest {
  private static final String HOURS =
      "no,year,month,day,hour,y\n1,2012,2,28,22,5\n2,2012,2,28,23,NA\n3,2012,2,29,0,7\n4,2012,2,29,1,8\n";

  private static TimeSeries series(String text, String time) {
    SeriesOptions options = SeriesOptions.target("y").withTimes(Times.FOUND.withColumn(time));
    return TimeSeries.from(Table.parse("data.csv", text), options);
  }

  private static void refused(String text, String time, String... parts) {
    assertThatThrownBy(() -> series(text, time))
        .isInstanceOf(BadInput.class)
        .message()
        .contains(parts);
  }

  @Test
  void columnsGiveTheTimeTogether() {
    TimeSeries series = series(HOURS, "year,month,day,hour");
    assertThat(series.start()).isEqualTo(LocalDateTime.of(2012, 2, 28, 22, 0));
    assertThat(series.frequency()).isEqualTo(Frequency.of(Frequency.Unit.HOUR));
    assertThat(series.target()).containsExactly(5, Double.NaN, 7, 8);
    assertThat(series.columnNames()).containsExactly("no");
    assertThat(series.timeName()).isEqualTo("year,month,day,hour");
  }

  @Test
  void monthsAndDaysDoWithFewer() {
    TimeSeries months = series("y,m,year\n1,11,2012\n2,12,2012\n3,1,2013\n", "year,m");
    assertThat(months.time(2)).isEqualTo(LocalDateTime.of(2013, 1, 1, 0, 0));
    assertThat(months.frequency()).isEqualTo(Frequency.of(Frequency.Unit.MONTH));
    TimeSeries days =
        series("year,month,day,y\n2012,2,28,1\n2012,2,29,2\n2012,3,1,4\n", "year,month,day");
    assertThat(days.frequency()).isEqualTo(Frequency.of(Frequency.Unit.DAY));
    assertThat(days.target()).containsExactly(1, 2, 4);
  }

  @Test
  void aDateAndAnHourOrATimeOfDay() {
    TimeSeries hours =
        series("date,hour,y\n31.12.2011,23,1\n1.1.2012,0,2\n1.1.2012,1,3\n", "date,hour");
    assertThat(hours.start()).isEqualTo(LocalDateTime.of(2011, 12, 31, 23, 0));
    TimeSeries minutes =
        series("d,t,y\n2012-01-01,09:30,1\n2012-01-01,09:45,2\n2012-01-01,10:00,4\n", "d,t");
    assertThat(minutes.time(2)).isEqualTo(LocalDateTime.of(2012, 1, 1, 10, 0));
  }

  @Test
  void aBadPartIsNamedWithItsLineAndColumn() {
    String time = "year,month,day,hour";
    refused(
        HOURS.replace("2012,2,29,0", "2012,2,30,0"),
        time,
        "data.csv, line 4, column 'day': found '30'",
        "1 to 29");
    refused(
        HOURS.replace("2012,2,29,0", "2012,13,29,0"),
        time,
        "line 4, column 'month': found '13', a month from 1 to 12");
    refused(
        HOURS.replace("2012,2,29,0", "2012,2,29,noon"),
        time,
        "line 4, column 'hour': found 'noon'",
        "--time year,month,day,hour");
    refused(HOURS.replace("2012,2,29,0", ",2,29,0"), time, "line 4, column 'year': found nothing");
    refused(HOURS, "year,month,day,huor", "Did you mean 'hour'?");
    refused(HOURS, "year,month,month", "named twice");
  }
}
