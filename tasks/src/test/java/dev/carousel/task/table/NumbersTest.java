package dev.carousel.task.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  /** A column of these values, with a delimiter that makes them unambiguous fields. */
  private static Column column(char delimiter, String... values) {
    StringBuilder text = new StringBuilder("n" + delimiter + "x\n");
    for (String value : values) {
      text.append('1').append(delimiter).append('"').append(value).append("\"\n");
    }
    return Table.parse("data.csv", text.toString()).column("x");
  }

  private static void refused(Column column, String message) {
    assertThatThrownBy(() -> Numbers.of(column)).isInstanceOf(BadInput.class).hasMessage(message);
    assertThat(Numbers.read(column).problem()).isEqualTo(message);
  }

  @Test
  void readsPointsSignsAndExponents() {
    assertThat(Numbers.of(column(',', "12.5", "-3", "+0.25", ".5", "1e-3", "2E2", "7.")))
        .containsExactly(12.5, -3, 0.25, 0.5, 0.001, 200, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "n/a", "NaN", "null", "NULL", "?", "-", "None", "#N/A", "  "})
  void missingValuesAreNaN(String missing) {
    assertThat(Numbers.of(column(',', "1", missing, "2"))).containsExactly(1, Double.NaN, 2);
  }

  @Test
  void decimalCommasAreDecidedByTheColumn() {
    assertThat(Numbers.of(column(';', "1,250", "0,5", "3", "NA")))
        .containsExactly(1.25, 0.5, 3, Double.NaN);
    assertThat(Numbers.of(column(';', "1.234,5", "12,8", "1.234")))
        .containsExactly(1234.5, 12.8, 1234);
    assertThat(Numbers.of(column('\t', "0,123", "1,234"))).containsExactly(0.123, 1.234);
  }

  @Test
  void groupedThousandsAreReadWhereTheyAreUnambiguous() {
    assertThat(Numbers.of(column(',', "1,234.5", "999", "1,234,567", "2,000")))
        .containsExactly(1234.5, 999, 1234567, 2000);
    assertThat(Numbers.of(column('\t', "12.5", "1,234"))).containsExactly(12.5, 1234);
  }

  @Test
  void inAFileOfSemicolonsEitherMarkMayGroupThousands() {
    String problem =
        "data.csv, line 3, column 'x': found '1.234', which may mean 1.234 or 1234. Write decimals "
            + "with a point and thousands without a separator, and commas between the fields.";
    refused(column(';', "7", "1.234"), problem);
    assertThat(Numbers.of(column(';', "1.234", "0.418"))).containsExactly(1.234, 0.418);
    assertThat(Numbers.of(column(';', "1.234", "2345"))).containsExactly(1.234, 2345);
    assertThat(Numbers.of(column(',', "1.234", "7"))).containsExactly(1.234, 7);
    refused(column(';', "7", "1,234"), problem.replace("found '1.234'", "found '1,234'"));
    assertThat(Numbers.of(column(';', "1,234", "0,4"))).containsExactly(1.234, 0.4);
    assertThat(Numbers.of(column(';', "1,234", "2345"))).containsExactly(1.234, 2345);
    Column voltage = Table.parse("data.csv", "p;volt\n4.5;234.840\n0.2;233.629\n").column("volt");
    assertThat(Numbers.of(voltage)).as("another column tells").containsExactly(234.84, 233.629);
  }

  @Test
  void refusesCommasThatMayBeEither() {
    refused(
        column(',', "7", "1,234"),
        "data.csv, line 3, column 'x': found '1,234', which may mean 1.234 or 1234. Write decimals "
            + "with a point and thousands without a separator.");
  }

  @Test
  void refusesBothMarksInOneColumn() {
    refused(
        column(';', "12,8", "3", "12.8"),
        "data.csv, line 4, column 'x': found '12.8', but line 2 has '12,8': decimal comma and "
            + "decimal point in one column. Write all numbers with a decimal point.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "12 C", "1d", "0x1p3", "1.2.3", "5%", "1 234", "--5", "e5"})
  void refusesWhatIsNoNumber(String value) {
    refused(
        column(',', "1", value),
        "data.csv, line 3, column 'x': found '"
            + value
            + "', a number was expected, such as 12.5 (no units, no thousands separators). Correct "
            + "it, or leave it empty if the value is missing.");
  }

  @ParameterizedTest
  @CsvSource({"Infinity", "-inf", "1e999", "1e300", "-1.01e30"})
  void refusesInfinity(String value) {
    refused(
        column(',', "1", "2", value),
        "data.csv, line 4, column 'x': found '"
            + value
            + "', which is infinite or too large (numbers up to 1e30 are read). Correct it, or leave"
            + " it empty if the value is missing.");
  }

  @Test
  void shortensLongValuesInMessages() {
    assertThatThrownBy(() -> Numbers.of(column(',', "y".repeat(500) + "\nz")))
        .hasMessageContaining("found '" + "y".repeat(40) + "...',");
  }

  /** Points between day, month and year say nothing of the point in a number. */
  @Test
  void datesDoNotShowADecimalPoint() {
    String file = "date;y\n01.01.2022;987\n02.01.2022;1.025\n03.01.2022;1.059\n";
    assertThat(Numbers.read(Table.parse("data.csv", file).column("y")).problem())
        .contains("found '1.025', which may mean 1.025 or 1025");
    String shown = "date;y;z\n01.01.2022;1.025;0.5\n02.01.2022;1.059;2\n";
    assertThat(Numbers.of(Table.parse("data.csv", shown).column("y")))
        .containsExactly(1.025, 1.059);
  }
}
