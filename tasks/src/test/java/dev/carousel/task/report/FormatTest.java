package dev.carousel.task.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.7764 | 2.78",
        "-2.7764 | −2.78",
        "0 | 0.000",
        "-0.0 | 0.000",
        "0.8712 | 0.871",
        "-0.0004 | −4.00e−04",
        "123.456 | 123.5",
        "1234.4 | 1,234",
        "-9876543.2 | −9,876,543",
        "NaN | –",
        "Infinity | –"
      })
  void values(double value, String expected) {
    assertThat(Figures.value(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0.0932 | +9.3", "-0.3668 | −36.7", "0 | 0.0", "-0.0001 | 0.0", "NaN | –"})
  void signedPercents(double share, String expected) {
    assertThat(Figures.signedPercent(share).replace(Figures.PERCENT, "")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"31.24 | 31.2 s", "0.04 | 0.0 s", "125.4 | 2 min 05 s", "7200 | 120 min 00 s"})
  void durations(double seconds, String expected) {
    assertThat(Figures.duration(seconds)).isEqualTo(expected);
  }

  @Test
  void columnsLineUp() {
    assertThat(Figures.aligned(0.8712, 1.3)).isEqualTo("0.87");
    assertThat(Figures.aligned(0.8712, 0.9)).isEqualTo("0.871");
    assertThat(Figures.aligned(5, 23_456)).isEqualTo("5");
    assertThat(Figures.aligned(0.00004, 0.00005)).isEqualTo("4.00e−05");
    assertThat(Figures.aligned(Double.NaN, 1)).isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource({
    "2012-01-01, 1325376000000",
    "2012-01-01T06:30, 1325399400000",
    "2012-01-01 06:30:15, 1325399415000",
    "2012-01-01T06:30:00Z, 1325399400000",
    "2012-01-01T06:30:00+02:00, 1325392200000",
    "1969-12-31T23:59:59.5, -500"
  })
  void times(String time, long millis) {
    assertThat(Calendar.millis(time)).isEqualTo(millis);
  }

  @Test
  void timesThatAreNone() {
    assertThatThrownBy(() -> Calendar.millis("31.12.2015")).isInstanceOf(DateTimeException.class);
  }

  @Test
  void calendarIsAsCoarseAsTheData() {
    assertThat(Calendar.of(List.of("2012-01-01", "2013-01-01"))).isEqualTo(Calendar.YEAR);
    assertThat(Calendar.of(List.of("2012-01-01", "2012-02-01"))).isEqualTo(Calendar.MONTH);
    assertThat(Calendar.of(List.of("2012-01-01", "2012-01-02"))).isEqualTo(Calendar.DAY);
    assertThat(Calendar.of(List.of("2012-01-01", "2012-01-01T00:15"))).isEqualTo(Calendar.TIME);
    assertThat(Calendar.of(List.of("1950-01-01T23:59:59.9"))).isEqualTo(Calendar.TIME);
    assertThat(Calendar.of(List.of("2012-01-01"))).isEqualTo(Calendar.DAY);
    assertThat(Calendar.of(List.of())).isEqualTo(Calendar.DAY);
  }

  @Test
  void timesInWords() {
    assertThat(Calendar.DAY.words("2015-12-31")).isEqualTo("31 Dec 2015");
    assertThat(Calendar.MONTH.words("2015-09-01")).isEqualTo("Sep 2015");
    assertThat(Calendar.TIME.words("2015-12-31T06:05")).isEqualTo("31 Dec 2015, 06:05");
  }
}
