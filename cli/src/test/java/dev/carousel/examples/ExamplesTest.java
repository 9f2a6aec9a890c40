package dev.carousel.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.online.BlockNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs in examples/ run as README.md says, and print what it shows. */
class ExamplesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path EXAMPLES = ROOT.resolve("examples");

  @TempDir private Path folder;

  @Test
  void kerasTutorialPrintsWhatTheReadmeShows() throws Exception {
    String printed = run("KerasTutorial.java");
    assertThat(printed).contains("loss before  ", "loss after   ");
    assertThat(Files.readString(ROOT.resolve("README.md"))).contains(printed);
    assertThat(number(printed, "loss after")).isLessThan(0.5 * number(printed, "loss before"));
    assertThat(number(printed, "loaded and streamed the last step"))
        .isEqualTo(number(printed, "(10, 10, 1), the last step"));
  }

  @Test
  void theReadmeShowsTheTutorialsLines() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int from = readme.indexOf("```java\n") + "```java\n".length();
    List<String> shown = readme.substring(from, readme.indexOf("```", from)).lines().toList();
    assertThat(shown).hasSizeGreaterThan(3).anyMatch(line -> line.startsWith("model.fit("));
    assertThat(Files.readAllLines(EXAMPLES.resolve("KerasTutorial.java")))
        .containsSubsequence(
            shown.stream().filter(line -> !line.isBlank()).map(line -> "  " + line).toList());
  }

  @Test
  void customMetricIsMeasuredAndWatched() throws Exception {
    List<String> lines = run("CustomMetric.java").lines().toList();
    double first = number(lines.getFirst(), "worst error");
    double last = number(lines.getLast(), "worst error");
    assertThat(last).isPositive().isLessThan(first / 2);
    assertThat(number(lines.getLast(), "within a tenth")).isBetween(0.5, 1.0);
    for (String line : lines) {
      assertThat(number(line, "worst error")).isGreaterThanOrEqualTo(last);
    }
  }

  @Test
  void customCallbackEndsTheRunAndKeepsATable() throws Exception {
    Path table = folder.resolve("history.csv");
    String printed = run("CustomCallback.java", table.toString());
    List<String> rows = Files.readAllLines(table);
    assertThat(rows.getFirst()).isEqualTo("epoch,loss,validation loss,rate,R2");
    assertThat(rows).hasSizeBetween(5, 150);
    List<Double> r2 =
        rows.stream().skip(1).map(row -> Double.valueOf(row.split(",", -1)[4])).toList();
    assertThat(r2.subList(0, r2.size() - 1)).allMatch(value -> value <= 0.9);
    assertThat(r2.getLast()).isGreaterThan(0.9);
    assertThat(printed.lines().filter(line -> line.matches("epoch \\d+0: R2 .*")).count())
        .isEqualTo((rows.size() - 1) / 10);
    assertThat(printed).endsWith("enough after epoch " + (rows.size() - 1) + "\n");
  }

  @Test
  void forecastInJavaForecastsTwoWeeksAndWritesTheFiles() throws Exception {
    List<String> rows = Files.readAllLines(EXAMPLES.resolve("seattle-weather.csv"));
    Path data = Files.write(folder.resolve("year.csv"), rows.subList(0, 401)); // to 2013-02-03
    Path out = folder.resolve("out");

    String printed = run("ForecastInJava.java", data.toString(), out.toString());

    List<String> lines = printed.lines().toList();
    assertThat(lines).hasSize(15);
    assertThat(lines.getFirst()).contains("MAE", "origins");
    assertThat(lines.get(1)).matches("2013-02-04 +-?[0-9.]+ \\(-?[0-9.]+ to -?[0-9.]+\\)");
    assertThat(lines.get(14)).matches("2013-02-17 +-?[0-9.]+ \\(-?[0-9.]+ to -?[0-9.]+\\)");
    assertThat(out.resolve("model.safetensors")).isNotEmptyFile();
    assertThat(out.resolve("report.html")).content().contains("temp_max", "ForecastInJava.java");
    assertThat(Files.readAllLines(out.resolve("forecast.csv"))).hasSize(15);
  }

  /** Pieces that go up by a note a step: what comes next is certain, but for its beginning. */
  @Test
  void choralesLearnWhichNotesComeNext() throws Exception {
    StringBuilder json = new StringBuilder("{");
    for (String part : List.of("train", "valid", "test")) {
      json.append(json.length() == 1 ? "" : ",").append('"').append(part).append("\":[");
      for (int piece = 0; piece < 6; piece++) {
        json.append(piece == 0 ? "[" : ",[");
        for (int t = 0; t < 6 + piece; t++) {
          json.append(t == 0 ? "" : ",")
              .append('[')
              .append(t)
              .append(',')
              .append(t + 20)
              .append(']');
        }
        json.append(']');
      }
      json.append(']');
    }
    Path file = folder.resolve("pieces.json.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(json.append('}').toString().getBytes(UTF_8));
    }
    String printed = run("Chorales.java", file.toString(), "30", "12");
    assertThat(number(printed, "best epoch")).isEqualTo(30);
    assertThat(number(printed, "test")).isBetween(1.0, 50.0); // 88 ln 2 = 61 at first
    assertThat(number(printed, "validation")).isPositive();
  }

  @Test
  void forecastManySeriesSaysWhoIsBetterAndForecastsEach() throws Exception {
    List<String> rows = Files.readAllLines(EXAMPLES.resolve("seattle-weather.csv"));
    Path data = Files.write(folder.resolve("year.csv"), rows.subList(0, 301));
    Path model = folder.resolve("many.safetensors");

    List<String> lines =
        run("ForecastManySeries.java", data.toString(), model.toString()).lines().toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.getFirst()).contains("OWA", "4 series");
    assertThat(lines.subList(1, 5))
        .allMatch(line -> line.matches("\\w+ tomorrow: -?\\d+\\.\\d\\d"));
    assertThat(model).isNotEmptyFile();
  }

  /** The middle path lies within the others, and the sums are those of two weeks. */
  @Test
  void forecastPathsSaysWhatSumsToExpect() throws Exception {
    List<String> rows = Files.readAllLines(EXAMPLES.resolve("seattle-weather.csv"));
    Path data = Files.write(folder.resolve("part.csv"), rows.subList(0, 201));

    List<String> lines = run("ForecastPaths.java", data.toString()).lines().toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.getFirst()).contains("OWA", "4 series");
    for (String line : lines.subList(1, 5)) {
      double middle = number(line, "weeks:", ",");
      double low = number(line, "between", " and");
      double high = number(line + " ", " and ", " ");
      assertThat(middle).isBetween(low, high);
      assertThat(low).isLessThan(high);
    }
    String warmest = lines.stream().filter(l -> l.startsWith("temp_max")).findFirst().orElseThrow();
    assertThat(number(warmest, "weeks:", ",")).isBetween(14.0 * 5, 14.0 * 40);
  }

  /** Four parts of a competition; the error over all is that of their steps together. */
  @Test
  void competitionM3PoolsItsFourParts() throws Exception {
    int[] horizons = {6, 8, 18, 8};
    String[] parts = {"yearly", "quarterly", "monthly", "other"};
    for (int p = 0; p < parts.length; p++) {
      StringBuilder train = header(60);
      StringBuilder test = header(horizons[p]);
      for (int i = 0; i < 5 + p; i++) {
        train.append("N").append(i);
        test.append("N").append(i);
        for (int t = 0; t < 60; t++) {
          train.append(',').append(1000 + 20 * t + 37 * (t * (i + 3) % 12));
        }
        for (int t = 60; t < 60 + horizons[p]; t++) {
          test.append(',').append(1000 + 20 * t + 37 * (t * (i + 3) % 12));
        }
        train.append('\n');
        test.append('\n');
      }
      Files.writeString(folder.resolve("M3-" + parts[p] + "-train.csv"), train);
      Files.writeString(folder.resolve("M3-" + parts[p] + "-test.csv"), test);
    }
    List<String> lines = run("CompetitionM3.java", folder.toString(), "1").lines().toList();
    assertThat(lines).hasSize(5);
    double errors = 0;
    for (int p = 0; p < parts.length; p++) {
      assertThat(lines.get(p)).startsWith(parts[p]).contains(5 + p + " series", "lstm");
      errors += number(lines.get(p), "sMAPE") * (5 + p) * horizons[p];
    }
    assertThat(lines.get(4)).startsWith("all ").contains("26 series");
    int steps = 5 * 6 + 6 * 8 + 7 * 18 + 8 * 8;
    assertThat(number(lines.get(4), "sMAPE")).isCloseTo(errors / steps, within(0.01));
  }

  private static StringBuilder header(int values) {
    StringBuilder line = new StringBuilder("id");
    for (int i = 1; i <= values; i++) {
      line.append(",V").append(i);
    }
    return line.append('\n');
  }

  private static double number(String printed, String after, String before) {
    String rest = printed.substring(printed.indexOf(after) + after.length()).strip() + before;
    return Double.parseDouble(rest.substring(0, rest.indexOf(before)).strip());
  }

  @Test
  void generateTextWritesLinesOfTheRhyme() throws Exception {
    String printed = run("GenerateText.java");
    assertThat(number(printed, "perplexity")).isLessThan(1.5);
    assertThat(printed).contains("that lay in the house that Jack built.\n");
  }

  /** The rule is learnt across thirty steps of noise, and the network is kept. */
  @Test
  void onlineLearningLearnsTheRuleAndKeepsIt() throws Exception {
    Path file = folder.resolve("online.safetensors");
    List<String> lines = run("OnlineLearning.java", file.toString()).lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(number(lines.getFirst(), "rounds:")).isLessThan(80);
    assertThat(number(lines.get(4), "rounds:")).isGreaterThan(99);
    assertThat(BlockNetwork.load(file).topology().weightCount()).isEqualTo(105);
    assertThat(Files.readString(ROOT.resolve("docs/math/online.md"))).contains(lines.subList(0, 5));
  }

  /** Half the loss is learnt away, and what is loaded is what was saved. */
  @ParameterizedTest
  @ValueSource(strings = {"CustomCell.java", "CustomLayer.java"})
  void codeOfOnesOwnLearnsAndIsLoaded(String program) throws Exception {
    String printed = run(program);
    double after = number(printed, "loss after");
    assertThat(after).isLessThan(0.6 * number(printed, "loss before"));
    assertThat(number(printed, "loaded loss")).isEqualTo(after);
  }

  /** Errors below weigh four times as much, so the forecast lies above the mean. */
  @Test
  void aLossOfOnesOwnDecidesWhatIsForecast() throws Exception {
    String printed = run("CustomLoss.java");
    double squares = number(printed, "mean squared error forecasts");
    assertThat(squares).isBetween(-0.15, 0.15);
    assertThat(number(printed, "cautious forecasts")).isBetween(squares + 0.2, squares + 0.6);
  }

  /** Starts a program from its source, in a JVM of its own; gives what it printed. */
  private String run(String program, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EXAMPLES.resolve(program).toString());
    command.addAll(List.of(args));
    Path errors = folder.resolve("stderr");
    Process child =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectError(errors.toFile()).start();
    String printed = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor()).as(Files.readString(errors)).isZero();
    return printed;
  }

  /** The number that follows a text. */
  private static double number(String printed, String after) {
    String rest = printed.substring(printed.indexOf(after) + after.length()).strip();
    return Double.parseDouble(rest.split("\\s", 2)[0]);
  }
}
