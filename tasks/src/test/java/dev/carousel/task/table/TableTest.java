package dev.carousel.task.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static Table parse(String text) {
    return Table.parse("data.csv", text);
  }

  private static List<String> texts(Column column) {
    return IntStream.range(0, column.size()).mapToObj(column::text).toList();
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(BadInput.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void tellsDelimitersApartAndUnquotes(String d) {
    String text =
        "date;note, or;\"temp \"\"C\"\"\"\r\n2012-01-01;\"a;b\r\nc\";1\r\n2012-01-02;x;2\r\n";
    Table table = parse(text.replace(", or", "").replace(";", d));

    assertThat(table.names()).containsExactly("date", "note", "temp \"C\"");
    assertThat(texts(table.column("note"))).containsExactly("a" + d + "b\r\nc", "x");
    assertThat(table.line(0)).isEqualTo(2);
    assertThat(table.line(1)).as("after a field of two lines").isEqualTo(4);
    assertThat(table.delimiter()).isEqualTo(d.charAt(0));
  }

  @Test
  void aCommaInsideFieldsDoesNotBeatTheRealDelimiter() {
    Table table = parse("day;temp\n2012-01-01;12,8\n2012-01-02;10,6\n");

    assertThat(table.delimiter()).isEqualTo(';');
    assertThat(texts(table.column("temp"))).containsExactly("12,8", "10,6");
  }

  @Test
  void leavesOutBlankLinesAndKeepsLineNumbers() {
    Table table = parse("\na, b \n\n1,2\n  \n,\n 3 ,4");

    assertThat(table.names()).containsExactly("a", "b");
    assertThat(texts(table.column("a"))).containsExactly("1", "3");
    assertThat(table.line(0)).isEqualTo(4);
    assertThat(table.line(1)).isEqualTo(7);
  }

  @Test
  void namesColumnsWithoutName() {
    assertThat(parse(",value\n0,1\n").names()).containsExactly("column 1", "value");
  }

  @Test
  void readsASingleColumn() {
    assertThat(parse("value\n1\n2\n").names()).containsExactly("value");
  }

  @Test
  void refusesRaggedRows() {
    refused(
        "date,temp\n2012-01-01,1\n2012-01-02,1,5\n",
        "data.csv, line 3: 3 fields found, 2 expected, as in the header (date, temp). Correct the "
            + "line; a value that holds a comma must be quoted.");
    refused(
        "date;temp;wind\n2012-01-01;1;2\n2012-01-02;1\n",
        "data.csv, line 3: 2 fields found, 3 expected, as in the header (date, temp, wind). "
            + "Correct the line; a value that holds a semicolon must be quoted.");
  }

  @Test
  void refusesDuplicateNames() {
    refused(
        "date,temp,wind,temp\n2012-01-01,1,2,3\n",
        "data.csv, line 1: columns 2 and 4 are both named 'temp'. Give every column a name of its "
            + "own.");
  }

  @Test
  void refusesDataWithoutHeader() {
    refused(
        "2012-01-01,12.8\n2012-01-02,10.6\n",
        "data.csv, line 1: column names were expected, but every field is a number or a date "
            + "(2012-01-01, 12.8). Put a line of names above it, one a column, for example "
            + "date,value; if these are the names, let them begin with a letter.");
  }

  @Test
  void refusesTablesWithoutRows() {
    refused("date,temp\n", "data.csv holds column names (date, temp) but no rows.");
    refused(
        " \n\n",
        "data.csv holds no text; a line of column names and rows of values were expected.");
  }

  @Test
  void refusesQuotesThatDoNotMatch() {
    refused(
        "date,temp\n2012-01-01,\"1\n2012-01-02,2\n",
        "data.csv, line 2: the quotes do not match: Unclosed quoted field at end of input. Close "
            + "the quote, or write a quote inside a quoted value twice.");
    refused(
        "date,temp\n2012-01-01,1\n2012-01-02,\"2\"x\n",
        "data.csv, line 3: the quotes do not match: Unexpected character after closing quote: 'x' "
            + "(0x78). Close the quote, or write a quote inside a quoted value twice.");
  }

  @Test
  void suggestsTheNearestColumn() {
    Table table = parse("date,precipitation,temp_max,temp_min\n2012-01-01,1,2,3\n");

    assertThatThrownBy(() -> table.column("tempmax"))
        .hasMessage(
            "data.csv has no column 'tempmax'. Did you mean 'temp_max'? Its columns: date, "
                + "precipitation, temp_max, temp_min.");
    assertThatThrownBy(() -> table.column("TEMP_MIN")).hasMessageContaining("mean 'temp_min'?");
    assertThatThrownBy(() -> table.column("sunshine"))
        .hasMessage(
            "data.csv has no column 'sunshine'. Its columns: date, precipitation, temp_max, "
                + "temp_min.");
  }

  @Test
  void editDistanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("flaw", "lawn")).isEqualTo(2);
  }
}
