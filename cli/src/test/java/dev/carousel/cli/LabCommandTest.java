package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of the lab. */
class LabCommandTest {
  private static final String QUICK = "lab run temporal-order-6a --seed 3 --trials 2 ";

  @TempDir private Path folder;

  @Test
  void listHasEveryRow() {
    CommandProcess.Result result = BadInputTest.run("lab", "list");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("reber", "lstm-4x1-0.1", "lstm-3x2-0.5", "long-lag-2a", "p100", "T100")
        .contains("10,504 weights", "rtrl-12", "elman-15", "standard-reset", "424 weights")
        .contains("timing-msd", "timing-gts", "timing-pfg", "peephole-F10", "clockwork-8x5");
  }

  @Test
  void listHasTheTextToTheLetterAndGoesToPrograms() {
    CommandProcess.Result result = BadInputTest.run("lab", "list", "--json");
    assertThat(result.exitCode()).isZero();
    List<JsonNode> rows = result.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(rows)
        .filteredOn(row -> row.get("variant").stringValue().endsWith("-text"))
        .extracting(row -> row.get("experiment").stringValue())
        .contains("reber", "long-lag-2a", "long-lag-2b", "long-lag-2c", "two-sequence-3b")
        .contains("adding", "multiplication", "timing-msd", "timing-gts", "timing-pfg");
    assertThat(rows.getFirst().toString())
        .startsWith("{\"experiment\":\"reber\",\"variant\":\"lstm-4x1-0.1\",\"algorithms\":[")
        .contains("\"weights\":264,\"trials\":30,");
  }

  @Test
  void rowsThatAreRunByNameOnlyHaveAStar() {
    String list = BadInputTest.run("lab", "list").out();
    assertThat(list).contains("peephole-F20  ", "peephole-F40 * ", "rtrl-12 * ", "p100-text * ");
  }

  @Test
  void rowsThatFollowTheTextAreJudgedToo() {
    String command = "lab run reber --variant lstm-3x2-0.5-text --trials 2 --threads 2";
    CommandProcess.Result result = BadInputTest.run(command.split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("does not reach the paper's figures: ")
        .doesNotContain("Departs", "identity")
        .contains("(2 of the paper's 30 trials)");
  }

  @Test
  void aRowSaysWhereItDepartsFromTheText() {
    CommandProcess.Result result = BadInputTest.run("lab run long-lag-2a --trials 2".split(" "));
    assertThat(result.out())
        .contains("Departs from the paper's text: cross-entropy, weights change after every step")
        .contains("reaches the paper's figures, with this departure: solved as often");
    assertThat(BadInputTest.run("lab run temporal-order-6a --trials 1".split(" ")).out())
        .contains("reaches the paper's figures: solved as often")
        .doesNotContain("Departs");
  }

  @Test
  void vanishingIsShownAsTextAndAsAPlot() throws IOException {
    CommandProcess.Result result =
        BadInputTest.run(
            ("lab vanishing --cells rnn,lstm --steps 20 --hidden 6 --report " + folder).split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("rnn, d loss / d h", "lstm, d loss / d c", "t = 20")
        .doesNotContain("Below");
    String gru = BadInputTest.run("lab vanishing --cells gru --steps 200".split(" ")).out();
    assertThat(gru).contains("Below 1e-12 at the bottom: gru, d loss / d h");
    assertThat(Files.readString(folder.resolve("vanishing.html")))
        .contains("<polyline", "t = 20")
        .containsPattern(">1e-\\d<");
    String json = BadInputTest.run("lab vanishing --cells gru --steps 3 --json".split(" ")).out();
    assertThat(JsonMapper.shared().readTree(json).get("norms").size()).isEqualTo(3);
  }

  @Test
  void cellsAreCompared() {
    String command =
        "lab compare --cells gru --tasks adding --weights 100 --sequences 20 --epochs 1 --trials 1";
    CommandProcess.Result result = BadInputTest.run(command.split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("adding", "gru", " MB ", " ms");
    JsonNode json =
        JsonMapper.shared().readTree(BadInputTest.run((command + " --json").split(" ")).out());
    assertThat(json.get("weights").intValue()).isBetween(50, 100);
    assertThat(json.get("memory_bytes").longValue()).isPositive();
  }

  @Test
  void aComparisonThatIsStoppedAtOnceSaysHowToGoOn() {
    CommandProcess.Result result =
        BadInputTest.run("lab compare --weights 100 --stop-after 0s".split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("stopped; 0 finished trials are in carousel-lab, the same command goes on");
    assertThat(Path.of("carousel-lab")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "lab run rebber; rebber: no such experiment; there are reber, long-lag-2a",
        "lab run reber --variant lstm; --variant lstm: no such row of reber; there are lstm-4x1-0.1",
        "lab run reber --algorithm adam; adam: no such algorithm; reber lstm-4x1-0.1 is learnt by",
        "lab run reber --algorithm rtrl; --algorithm rtrl: reber lstm-4x1-0.1 is learnt by paper",
        "lab run reber --trials 0; --trials 0: expected",
        "lab run reber --threads 0; --threads 0: expected",
        "lab run reber --stop-after soon; '--stop-after': 'soon' is no time",
        "lab run reber --report=; --report: empty, expected a folder",
        "lab run reber --report FILE; is a file, expected a folder",
        "lab run; which experiment? There are reber, long-lag-2a",
        "lab all reber adding2; adding2: no such experiment; there are reber, long-lag-2a",
        "lab all reber clockwork-waveform; clockwork-waveform: all its rows have a star in",
        "lab vanishing --cells lstn; --cells lstn: no such cell; there are rnn, lstm, gru",
        "lab vanishing --steps 1; --steps 1: expected a number from 2 to 10000",
        "lab compare --tasks add; --tasks add: no such task; there are adding, order",
        "lab compare --weights 3; --weights 3: expected a number from 10",
        "lab compare --stop-after soon; '--stop-after': 'soon' is no time",
        "lab rum reber; unknown command 'rum'",
      })
  void badOptionsGiveOneLine(String command, String expected) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String[] arguments = command.replace("FILE", file.toString()).split(" ");
    BadInputTest.check(BadInputTest.run(arguments), expected);
    assertThat(CommandProcess.files(folder)).containsExactly("file");
  }

  @Test
  void jsonHasTheAgreedKeysAndThePaperBeside() {
    CommandProcess.Result result =
        BadInputTest.run((QUICK + "--json --report " + folder).split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = JsonMapper.shared().readTree(result.out());
    assertThat(json.propertyNames())
        .containsExactly(
            "experiment",
            "variant",
            "algorithm",
            "trials",
            "solved",
            "mean_sequences",
            "min_sequences",
            "max_sequences",
            "wrong",
            "tested",
            "weights",
            "paper",
            "seconds",
            "complete",
            "reading",
            "description",
            "mae",
            "mse",
            "rmse");
    assertThat(json.get("paper").toString())
        .isEqualTo("{\"solved_percent\":100,\"sequences\":31390,\"wrong\":1}");
    assertThat(json.get("solved").intValue()).isEqualTo(2);
    assertThat(json.get("complete").booleanValue()).isTrue();
    assertThat(json.get("mean_sequences").longValue()).isBetween(5_000L, 62_780L);
    assertThat(json.get("weights").intValue()).isEqualTo(156);
    assertThat(CommandProcess.files(folder))
        .containsExactly("lab.html", "trials", "trials/temporal-order-6a_lstm_paper_3.jsonl");
  }

  @Test
  void furtherFiguresOfThePaperStandBesideOurs() {
    String command = "lab run two-sequence-3a --trials 1 --threads 2 --report " + folder;
    CommandProcess.Result result = BadInputTest.run(command.split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).containsPattern("st1 +[\\d,]+ +27,380\\R");
    JsonNode json =
        JsonMapper.shared().readTree(BadInputTest.run((command + " --json").split(" ")).out());
    assertThat(json.get("paper").get("st1").intValue()).isEqualTo(27_380);
    assertThat(json.get("st1").longValue()).isBetween(100L, json.get("mean_sequences").longValue());
    assertThat(folder.resolve("lab.html"))
        .content()
        .contains(
            "(27,380)",
            ", with 1 of 10 trials</td>",
            "These rows took",
            "<td>paper</td><td>1</td>",
            "<figcaption>T100-N3, paper, seed 1</figcaption>");
  }

  @Test
  void threadsChangeNothingAndKeptTrialsAreNotRunAgain() {
    String one = withoutSeconds(BadInputTest.run((QUICK + "--threads 1 --json").split(" ")).out());
    String[] kept = (QUICK + "--threads 2 --json --report " + folder).split(" ");
    assertThat(withoutSeconds(BadInputTest.run(kept).out())).isEqualTo(one);
    long start = System.nanoTime();
    assertThat(withoutSeconds(BadInputTest.run(kept).out())).isEqualTo(one);
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  private static String withoutSeconds(String json) {
    return json.replaceFirst(",\"seconds\".*", "");
  }

  @Test
  void allRunsTheExperimentsThatAreNamed() {
    String command = "lab all temporal-order-6a long-lag-2a temporal-order-6a --trials 1 --json";
    CommandProcess.Result result = BadInputTest.run(command.split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines().map(JsonMapper.shared()::readTree))
        .extracting(row -> row.get("experiment").stringValue())
        .containsExactly("temporal-order-6a", "long-lag-2a");
  }

  @Test
  void aRunThatIsOutOfTimeSaysHowItGoesOn() throws IOException {
    CommandProcess.Result result =
        CommandProcess.run(folder, "lab run adding --trials 3 --stop-after 1s --json".split(" "));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("\"trials\":0,\"solved\":0,\"mean_sequences\":null");
    assertThat(result.out()).contains(",\"complete\":false,");
    assertThat(result.err()).contains("carousel: stopped; no trial was finished");
  }

  @Test
  void aRunThatIsFinishedLeavesNoFolder() throws IOException {
    List<String> command = List.of((QUICK + "--threads 1 --json").split(" "));
    Path folders = Files.createDirectories(folder.resolve("carousel-lab"));
    assertThat(CommandProcess.run(folder, command.toArray(String[]::new)).exitCode()).isZero();
    assertThat(folders).doesNotExist();
  }

  /** A hook for Ctrl-C that nobody closes would hold up the exit for twenty seconds. */
  @Test
  void aReportThatIsNoFolderIsRefusedAtOnce() throws IOException {
    Files.createDirectories(folder.resolve("report/lab.html"));
    BadInputTest.check(
        BadInputTest.run("lab", "run", "reber", "--report", folder.resolve("report").toString()),
        "lab.html: is a folder, the page of the report goes there; remove it or choose another");
    Files.writeString(folder.resolve("taken"), "");
    long start = System.nanoTime();
    CommandProcess.Result result =
        CommandProcess.run(folder, "lab run reber --trials 1 --report taken".split(" "));
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("taken").doesNotContain("stopped");
  }

  @Test
  void controlCKeepsFinishedTrials() throws Exception {
    List<String> command =
        List.of(
            (QUICK + "--threads 1 --trials 9 --report out").replace("--trials 2 ", "").split(" "));
    CommandProcess process = CommandProcess.start(folder, command);
    Path kept = folder.resolve("out/trials/temporal-order-6a_lstm_paper_3.jsonl");
    while (process.isAlive() && !Files.exists(kept)) {
      Thread.sleep(20);
    }
    process.interrupt();
    CommandProcess.Result result = process.await();
    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(result.err())
        .containsPattern("finished trials? (is|are) in out/trials, the same command goes on");
    int lines = Files.readAllLines(kept).size();
    assertThat(lines).isBetween(1, 8);
    assertThat(result.out()).contains("of " + lines);
  }

  /** Four trials kept of a row that was stopped are not lost to a run of two. */
  @Test
  void aSmallerRunKeepsTheTrialsOfALargerOne() throws IOException {
    String row = "lab run long-lag-2a --seed 5 --threads 2 --trials ";
    assertThat(CommandProcess.run(folder, (row + "4 --report more").split(" ")).exitCode())
        .isZero();
    Path kept = folder.resolve("carousel-lab/long-lag-2a_p100_paper_5.jsonl");
    Files.createDirectories(kept.getParent());
    Files.copy(folder.resolve("more/trials/long-lag-2a_p100_paper_5.jsonl"), kept);
    assertThat(CommandProcess.run(folder, (row + "2").split(" ")).exitCode()).isZero();
    assertThat(Files.readAllLines(kept)).hasSize(4);
    CommandProcess.Result all = CommandProcess.run(folder, (row + "4 --json").split(" "));
    assertThat(all.out()).contains("\"solved\":4", "\"wrong\":null,\"tested\":0");
    assertThat(kept).doesNotExist();
  }
}
