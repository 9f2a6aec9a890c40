package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code inspect --data --trace}, each command in a process of its own. */
class InspectTraceTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    SampleCsv.write(folder.resolve("data.csv"), 200);
    Files.writeString(folder.resolve("text"), "the cat sat on the mat.\n".repeat(40));
    good(
        "forecast train --data data.csv --target sales --epochs 1 --units 5 --window 10 --horizon 3"
            + " --model f");
    good("text train --data text --hidden 6 --layers 2 --bptt 8 --batch 4 --epochs 1 --model t");
  }

  private static CommandProcess.Result run(String line) throws IOException {
    return CommandProcess.run(folder, line.split(" "));
  }

  private static CommandProcess.Result good(String line) throws IOException {
    CommandProcess.Result result = run(line);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  @Test
  void aForecastersLastWindowsAreWritten() throws IOException {
    CommandProcess.Result table = good("inspect f --data data.csv --trace traces --windows 2");
    assertThat(table.out())
        .startsWith("f reads data.csv: 2 sequences, 20 steps, origin 2022-07-10 to 2022-07-20\n")
        .contains("lstm_1", "always low", "dead units (h moves by less than 0.01): ")
        .endsWith("\nwrote traces/lstm_1.csv, traces/lstm_1.svg\n");
    assertThat(table.out().lines().map(line -> line.strip().split(" ", -1)[0]))
        .containsSubsequence("i", "f", "g", "o", "h", "c");
    List<String> rows = Files.readAllLines(folder.resolve("traces/lstm_1.csv"));
    assertThat(rows).hasSize(1 + 20 * 5).first().isEqualTo("origin,step,time,unit,i,f,g,o,h,c");
    assertThat(rows.get(1)).startsWith("2022-07-10,0,2022-06-30,0,0.");
    assertThat(rows.getLast()).startsWith("2022-07-20,9,2022-07-19,4,0.");
    assertThat(CommandProcess.files(folder.resolve("traces")))
        .containsExactly("lstm_1.csv", "lstm_1.svg");

    byte[] first = Files.readAllBytes(folder.resolve("traces/lstm_1.svg"));
    good("inspect f --data data.csv --trace traces --windows 2");
    assertThat(Files.readAllBytes(folder.resolve("traces/lstm_1.svg"))).isEqualTo(first);
  }

  @Test
  void jsonIsOneObjectAndWithoutAFolderNothingIsWritten() throws IOException {
    List<String> before = CommandProcess.files(folder);
    CommandProcess.Result result = good("inspect f --data data.csv --json");
    assertThat(result.out().lines()).hasSize(1);
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
    JsonNode json = JsonMapper.builder().build().readTree(result.out());
    assertThat(json.propertyNames()).containsExactly("model", "data", "sequences", "layers");
    assertThat(json.get("sequences").get(0).get("name").asString()).isEqualTo("2022-07-20");
    assertThat(json.get("sequences").get(0).get("last").asString()).isEqualTo("2022-07-19");
    JsonNode layer = json.get("layers").get(0);
    assertThat(layer.get("layer").asString()).isEqualTo("lstm_1");
    assertThat(layer.get("csv").isNull()).isTrue();
    assertThat(layer.get("values")).hasSize(6);
    JsonNode f = layer.get("values").get(1);
    assertThat(f.get("value").asString()).isEqualTo("f");
    assertThat(f.get("signed").asBoolean()).isFalse();
    assertThat(f.get("mean").asDouble()).isBetween(f.get("least").asDouble(), 1.0);
    assertThat(layer.get("dead_units").isArray()).isTrue();
  }

  @Test
  void aLanguageModelReadsTheLastTokens() throws IOException {
    assertThat(good("inspect t --data text --trace tt --windows 3").out())
        .startsWith("t reads text: 1 sequence, 24 steps, sequence the last 24 tokens\n")
        .contains("lstm_1", "lstm_2");
    List<String> rows = Files.readAllLines(folder.resolve("tt/lstm_2.csv"));
    assertThat(rows.getFirst()).isEqualTo("sequence,step,token,unit,i,f,g,o,h,c");
    assertThat(rows.get(1)).startsWith("the last 24 tokens,0,t,0,");
  }

  @Test
  void aGlobalForecasterReadsTheEndsOfTheFirstSeries() throws IOException {
    StringBuilder rows = new StringBuilder("id");
    for (int t = 1; t <= 30; t++) {
      rows.append(",V").append(t);
    }
    for (int i = 0; i < 6; i++) {
      rows.append("\ns").append(i);
      for (int t = 0; t < 30; t++) {
        rows.append(',').append(20 + 7 * i + t + (t + i * i) % 4);
      }
    }
    Files.writeString(folder.resolve("rows.csv"), rows.append('\n'));
    good(
        "forecast train --data rows.csv --layout rows --season 4 --horizon 4 --units 6"
            + " --epochs 1 --members 1 --windows 60 --model p");
    assertThat(good("inspect p --data rows.csv --windows 2 --trace ends").out())
        .startsWith("p reads rows.csv: 2 sequences, ")
        .contains(" series s0 to s1\n", "lstm_1");
    assertThat(Files.readAllLines(folder.resolve("ends/lstm_1.csv")).getFirst())
        .isEqualTo("series,step,time,unit,i,f,g,o,h,c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "inspect FOLDER/f --trace FOLDER/x ; say what the layers are to read, with --data",
        "inspect FOLDER/f --data FOLDER/data.csv --windows 0 ; --windows 0: expected a whole",
        "inspect FOLDER/f --data FOLDER/data.csv --windows 99 ; 99 windows of 10 steps need 990",
        "inspect FOLDER/f --data FOLDER/gone.csv --trace FOLDER/x ; gone.csv does not exist",
        "inspect FOLDER/f --data FOLDER/text --trace FOLDER/x ; text",
        "inspect FOLDER/f --data FOLDER/data.csv --trace FOLDER/text ; is a file|another --trace",
        "inspect FOLDER/t --data FOLDER/text --windows 500 ; 500 windows of 8 tokens need 4000",
        "inspect FOLDER/gone --data FOLDER/text ; gone",
      })
  void whatCannotBeTracedIsOneMessage(String line, String expected) {
    List<String> before = CommandProcess.files(folder);
    BadInputTest.check(
        BadInputTest.run(line.replace("FOLDER", folder.toString()).split(" ")), expected);
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
  }
}
