package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SeriesSetTest {
  private static final double NONE = Double.NaN;
  private static final SeriesOptions Y = SeriesOptions.target("y");

  private static SeriesSet longTable(String text, String... keys) {
    return SeriesSet.ofLong(Table.parse("data.csv", text), List.of(keys), Y);
  }

  private static SeriesSet rows(String text) {
    return SeriesSet.ofRows(Table.parse("rows.csv", text));
  }

  private static TimeSeries dated(SeriesSet set, String id) {
    return Objects.requireNonNull(set.get(id).dated());
  }

  private static void refused(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading).isInstanceOf(BadInput.class).hasMessageContainingAll(parts);
  }

  @Test
  void longTablesAreSplitByKey() {
    SeriesSet set =
        longTable(
            """
            date,shop,town,item,price,y
            2012-01-03,b,Ulm,x,2.5,30
            2012-01-01,a,Bonn,x,1.5,1
            2012-01-02,a,Bonn,x,,2
            2012-01-04,a,Bonn,x,1.5,4
            2012-01-02,b,Ulm,x,2.5,20
            2012-01-04,b,Ulm,x,2.5,
            2012-01-05,b,Ulm,x,3.5,50
            """,
            "shop");

    assertThat(set.ids()).containsExactly("b", "a");
    assertThat(set.frequency()).isEqualTo(Frequency.of(Frequency.Unit.DAY));
    assertThat(set.season()).isEqualTo(7);
    assertThat(set.get("b").target()).containsExactly(20, 30, NONE, 50);
    assertThat(set.get("a").target()).containsExactly(1, 2, NONE, 4);
    assertThat(dated(set, "b").start()).isEqualTo("2012-01-02T00:00");
    assertThat(dated(set, "a").column("price")).containsExactly(1.5, NONE, NONE, 1.5);
    assertThat(set.get("b").attributes())
        .containsExactly(Map.entry("shop", "b"), Map.entry("town", "Ulm"), Map.entry("item", "x"));
    assertThat(set.notes().of(DataNote.Kind.GAPS).getFirst().message())
        .isEqualTo("Series 'a': Added 1 absent time as missing, first 2012-01-03 (after line 4).");
    assertThat(set.notes().of(DataNote.Kind.SORTED).getFirst().message()).startsWith("Series 'b'");
  }

  @Test
  void severalKeysNameASeriesAndTextThatChangesIsLeftOut() {
    String text =
        IntStream.rangeClosed(1, 3)
            .mapToObj(d ->
                "2012-0%1$d-01,1,7,%2$s,%1$d\n2012-0%1$d-01,1,8,z,9\n"
                    .formatted(d, "uvw".charAt(d - 1)))
            .collect(Collectors.joining("", "month,shop,item,mood,y\n", ""));
    SeriesSet set = longTable(text, "shop", "item");

    assertThat(set.ids()).containsExactly("1/7", "1/8");
    assertThat(set.get("1/8").target()).as("constant is fine").containsExactly(9, 9, 9);
    assertThat(dated(set, "1/7").columnNames()).as("keys are no covariates").isEmpty();
    assertThat(set.notes().of(DataNote.Kind.SKIPPED_COLUMN).getFirst().message())
        .isEqualTo(
            "Left out column 'mood': it is not plainly numbers, and changes within a series (line 4"
                + " has 'v').");
    refused(() -> set.get("1/9"), "has no series '1/9'", "'1/7'");
  }

  @Test
  void aShortSeriesLiesOnTheGridOfTheOthers() {
    SeriesSet set =
        longTable(
            """
            date,s,y
            2012-01-01,a,1
            2012-01-02,a,2
            2012-01-03,a,3
            2012-01-01,b,1
            2012-01-03,b,3
            2012-01-02,c,7
            2012-01-01,d,1
            2012-01-02,d,1
            2012-01-03,d,1
            """,
            "s");

    assertThat(set.get("b").target()).containsExactly(1, NONE, 3);
    assertThat(set.get("c").target()).containsExactly(7);
    assertThat(set.shortest()).isEqualTo(1);
    assertThat(set.longest()).isEqualTo(3);
  }

  @Test
  void longTablesThatCannotBeReadAreRefusedWithPlaceAndCure() {
    String head = "date,s,y\n2012-01-01,a,1\n2012-01-02,a,2\n2012-01-03,a,3\n";
    refused(
        () -> longTable(head + "2012-01-04,,4\n", "s"),
        "data.csv, line 5, column 's': found nothing, the name of a series was expected");
    refused(
        () -> longTable(head + "2012-01-04,b,\n2012-01-05,b,NA\n", "s"),
        "line 5",
        "series 'b' has no value of 'y' in its 2 rows");
    refused(
        () -> longTable(head + "2012-01-04,b,x4\n", "s"),
        "data.csv, line 5, column 'y': found 'x4', a number was expected");
    refused(
        () ->
            longTable(
                head + "2012-01-01 00:00,b,1\n2012-01-01 01:00,b,2\n2012-01-01 02:00,b,1\n", "s"),
        "data.csv, line 5: series 'b' is hourly, but 'a' (line 2) is daily",
        "one frequency");
    refused(() -> longTable(head + "2012-01-02,a,9\n", "s"), "Series 'a': data.csv, line 5");
    refused(() -> longTable(head, "s", "q"), "has no column 'q'");
    refused(() -> longTable(head, "y"), "cannot be both a key of the series and the target");
    refused(() -> longTable(head, "date"), "cannot be both a key of the series and the times");
    refused(
        () -> longTable("date,s,y\n2012-01-01,a,1\n2012-01-02,b,2\n", "s"),
        "no series has three different times");
    refused(
        () ->
            longTable(
                """
                date,s,t,y
                2012-01-01,a/b,c,1
                2012-01-02,a/b,c,2
                2012-01-03,a/b,c,3
                2012-01-01,a,b/c,1
                """,
                "s",
                "t"),
        "give the same name 'a/b/c'");
  }

  @Test
  void wideTablesHoldASeriesInEachColumn() {
    Table table =
        Table.parse(
            "wide.csv",
            """
            date,north,south,weather
            2012-01-02,1,,sun
            2012-01-03,2,20,rain
            2012-01-05,4,40,rain
            2012-01-06,,50,sun
            """);
    SeriesSet set = SeriesSet.ofWide(table, List.of(), Times.FOUND);

    assertThat(set.ids()).containsExactly("north", "south");
    assertThat(set.get("north").target()).containsExactly(1, 2, NONE, 4);
    assertThat(set.get("south").target()).containsExactly(20, NONE, 40, 50);
    assertThat(dated(set, "south").start()).isEqualTo("2012-01-03T00:00");
    assertThat(set.notes().of(DataNote.Kind.SKIPPED_COLUMN).getFirst().message())
        .contains("'weather'", "'sun'");
    assertThat(set.notes().of(DataNote.Kind.GAPS)).as("one note for all").hasSize(1);
    assertThat(SeriesSet.ofWide(table, List.of("south"), Times.FOUND.withColumn("date")).ids())
        .containsExactly("south");
    refused(
        () -> SeriesSet.ofWide(table, List.of("weather"), Times.FOUND),
        "line 2, column 'weather': found 'sun'");
    refused(
        () ->
            SeriesSet.ofWide(
                Table.parse("w.csv", "date,a\n2012-01-01,x\n2012-01-02,y\n2012-01-03,z\n"),
                List.of(),
                Times.FOUND),
        "no column of numbers beside the times",
        "--series COLUMN");
    refused(
        () ->
            SeriesSet.ofWide(
                Table.parse("w.csv", "date,load\n2012-01-01,1.5 kWh\n2012-01-02,2.5 kWh\n"),
                List.of(),
                Times.FOUND),
        "line 2, column 'load': found '1.5 kWh', a number was expected, such as 12.5 (no units");
    refused(
        () ->
            SeriesSet.ofWide(
                Table.parse("w.csv", "date,a,b\n2012-01-01,1,\n2012-01-02,2,\n2012-01-03,3,NA\n"),
                List.of(),
                Times.FOUND),
        "column 'b': every value is missing");
  }

  @Test
  void competitionFilesHoldASeriesInEachRow() {
    SeriesSet set = rows("\"V1\",\"V2\",\"V3\",\"V4\"\n\"H1\",\"605\",\"586\",\n\"H2\",,-1.5,2\n");

    assertThat(set.ids()).containsExactly("H1", "H2");
    assertThat(set.get("H1").target()).containsExactly(605, 586);
    assertThat(set.get("H2").target()).containsExactly(-1.5, 2);
    assertThat(set.get("H1").dated()).isNull();
    assertThat(set.frequency()).isNull();
    assertThat(set.season()).isEqualTo(1);
    assertThat(set.withSeason(24).season()).isEqualTo(24);
    assertThat(set.notes().of(DataNote.Kind.TRIMMED_START).getFirst().message())
        .isEqualTo("Series 'H2': Left out 1 empty cell before the first value on line 3.");
  }

  @Test
  void competitionFilesMaySayWhatASeriesIs() {
    SeriesSet set =
        rows(
            """
            id,category,description,start,frequency,V1,V2,V3
            N1,MICRO,"SALES, net (CODE=1)",1990.25,4,5,,7
            N2,MACRO,,1984,4,1,2,
            """);

    assertThat(set.get("N1").attributes())
        .containsEntry("category", "MICRO")
        .containsEntry("description", "SALES, net (CODE=1)")
        .containsEntry("start", "1990.25");
    assertThat(set.get("N2").attributes()).doesNotContainKey("description");
    assertThat(set.get("N1").target()).containsExactly(5, NONE, 7);
    assertThat(set.seasons()).containsExactly(4);
    assertThat(set.notes().of(DataNote.Kind.MISSING)).hasSize(1);
    assertThat(rows("name,first,then\na,1,2\n").get("a").target())
        .as("without numbered names all but the first are values")
        .containsExactly(1, 2);
  }

  @Test
  void competitionFilesThatCannotBeReadAreRefusedWithPlaceAndCure() {
    refused(
        () -> rows("id,V1,V2\na,1,2\nb,3,4\na,5,6\n"),
        "rows.csv, line 4, column 'id': the series 'a' was given on line 2 already");
    refused(() -> rows("id,V1,V2\na,1,2\n,3,4\n"), "line 3, column 'id': found nothing");
    refused(() -> rows("id,V1,V2\na,1,2\nb,,NA\n"), "line 3: the series 'b' has no values");
    refused(() -> rows("id,V1,V2\na,1,2\nb,3,four\n"), "line 3, column 'V2': found 'four'");
    refused(() -> rows("id,V1,V2\na,1,2\nb,3\n"), "line 3: 2 fields found, 3 expected");
    refused(() -> rows("id,V1,V2\na,1,2\nb\n"), "line 3: 1 field found, 3 expected");
    refused(() -> rows("id\na\n"), "has one column");
    refused(
        () -> rows("N1,605,586,571\nN2,3124,2990,1\n"),
        "should hold column names, but most of its fields are numbers");
    refused(
        () -> rows("id,frequency,V1\na,12,2\nb,4,4\n"),
        "line 3, column 'frequency': found '4', but line 2 has '12'");
  }

  @Test
  void trainAndTestAreMatchedByName() {
    SeriesSet train = rows("id,V1,V2\na,1,2\nb,3,4\n");

    TrainTest both = TrainTest.of(train, rows("id,V1,V2,V3\nb,5,6,7\na,8,9,10\n"));

    assertThat(both.horizon()).isEqualTo(3);
    assertThat(both.actual().get(0)).containsExactly(8, 9, 10);
    assertThat(both.actual().get(1)).containsExactly(5, 6, 7);
    refused(
        () -> TrainTest.of(train, rows("id,V1\na,8\n")),
        "1 of 2 series of rows.csv is not in the test file, the first 'b'");
    refused(
        () -> TrainTest.of(train, rows("id,V1\na,8\nb,8\nc,8\n")),
        "is not in the training file, the first 'c'");
    refused(
        () -> TrainTest.of(train, rows("id,V1,V2\na,8,9\nb,8,\n")),
        "series 'b' has 1 values to test on, but 'a' has 2");
    refused(
        () -> TrainTest.of(train, rows("id,V1,V2\na,1,2\nb,3,4\n")),
        "holds the last values of rows.csv once more, in all series");
    assertThat(TrainTest.of(train, rows("id,V1,V2\na,1,2\nb,3,5\n")).horizon()).isEqualTo(2);
  }

  @Test
  void datedTestPartsBeginWhereTrainingEnds() {
    SeriesSet train = longTable("date,s,y\n" + days(1, 5), "s");

    assertThat(TrainTest.of(train, longTable("date,s,y\n" + days(6, 8), "s")).horizon())
        .isEqualTo(3);
    refused(
        () -> TrainTest.of(train, longTable("date,s,y\n" + days(7, 9), "s")),
        "series 'a' begins at 2012-01-07",
        "so 2012-01-06 was expected");
  }

  private static String days(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(d -> "2012-01-%02d,a,%d\n".formatted(d, d * d))
        .collect(Collectors.joining());
  }
}
