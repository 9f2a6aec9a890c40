package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command says of data and options that are not as they might be. */
class PanelCareTest {
  private static final String SMALL =
      " --horizon 4 --window 14 --units 6 --epochs 2 --members 1 --windows 60";
  private static final String TRAIN = "forecast train --data wide.csv --layout wide" + SMALL;

  @TempDir private static Path folder;

  /** Three series: one plain, one with a gap near its end, one that never moves. */
  @BeforeAll
  static void writeData() throws IOException {
    StringBuilder wide = new StringBuilder("date,plain,gap,still\n");
    for (int t = 0; t < 130; t++) {
      double value = 20 + 5 * Math.sin(t * 2 * Math.PI / 7) + t % 5;
      String gap = t == 126 || t == 127 ? "" : String.format(Locale.ROOT, "%.2f", 2 * value);
      wide.append(LocalDate.of(2022, 1, 1).plusDays(t))
          .append(String.format(Locale.ROOT, ",%.2f,%s,7%n", value, gap));
    }
    Files.writeString(folder.resolve("wide.csv"), wide);
  }

  private static CommandProcess.Result run(int code, String arguments) throws IOException {
    CommandProcess.Result result = CommandProcess.run(folder, arguments.split(" "));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
    return result;
  }

  private static JsonNode json(String arguments) throws IOException {
    return JsonMapper.builder().build().readTree(run(0, arguments + " --json").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --split 2022-03-15,2022-04-01 --stride 3"})
  void notesAreInEveryOutput(String test) throws IOException {
    String still = "1 of 3 series: they never moved, first 'still'";
    String filled = "among the last 14 steps it is made from";
    String files = " --model a.safetensors --forecast a.csv --report a.html";
    assertThat(json(TRAIN + test + files).get("notes").toString()).contains(still, filled);
    assertThat(Files.readString(folder.resolve("a.html")))
        .contains("<li><p>1 of 3 series: they never moved", filled);
    CommandProcess.Result table = run(0, TRAIN + test + " --model a.safetensors");
    assertThat(table.out()).contains("note: " + still).doesNotContain(filled); // no forecast
  }

  @Test
  void aSeasonThatIsNeverSeenTwiceIsRefused() throws IOException {
    for (String test : List.of("", " --split 2022-03-15,2022-04-01", " --model-type auto")) {
      assertThat(run(2, TRAIN + test + " --model b.safetensors --season 66").err())
          .contains("--season 66: the longest series has ", " steps, less than two seasons; give");
    }
  }

  @Test
  void aWideTableReadByRowsIsNamed() throws IOException {
    String rows = TRAIN.replace("wide --h", "rows --h") + " --model d.safetensors";
    for (String test : List.of("", " --split 0.6,0.8")) {
      assertThat(run(2, rows + test).err())
          .contains("wide.csv: 130 of 130 series have too few values. Its rows begin with dates")
          .contains("('2022-01-01'), so it looks like a wide table", ": give --layout wide.");
    }
  }

  @Test
  void oneIsOne() throws IOException {
    String one = TRAIN.replace("--epochs 2", "--epochs 1") + " --model e.safetensors";
    assertThat(run(0, one).out()).contains("trained 1 epoch twice (");
    assertThat(run(0, one + " --split 2022-03-15,2022-04-01").out())
        .contains("trained 1 epoch (best: 1)");
    assertThat(run(0, "forecast train --help").out().replaceAll("\\s+", " "))
        .contains("--time=COL[,COL...]", "or up to six that give it together");
  }

  @ParameterizedTest
  @CsvSource({
    "rows --target plain, '--target: every row of --layout rows is a series'",
    "rows --time date, '--time: a file of --layout rows has no times; leave it out, or give a long'",
    "rows --zone UTC --time date, '--time, --zone: a file of --layout rows has no times; leave them'",
    "rows --duplicates first, '--duplicates: a file of --layout rows has no times'",
    "rows --series date, '--series: a row of --layout rows is a series, named by its first column'",
    "wide --series plain, '--series: a column of a wide table is a series, named by its header'",
    "wide --unit EUR, '--unit: many series are shown without a unit; leave it out'"
  })
  void optionsThatWouldDoNothingAreRefused(String layout, String message) throws IOException {
    String command = TRAIN.replace("wide --h", layout + " --h") + " --model c.safetensors";
    assertThat(run(2, command).err()).contains(message);
    assertThat(folder.resolve("c.safetensors")).doesNotExist();
  }
}
