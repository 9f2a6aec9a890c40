package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.panel.PanelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many series on the command line. */
class PanelCommandTest {
  @Test
  void helpTellsTheDefaultsOfManySeries() {
    PanelOptions options = PanelOptions.horizon(1);
    String help = BadInputTest.run("forecast", "train", "--help").out().replaceAll("\\s+", " ");
    assertThat(help)
        .contains(
            "--epochs %d --batch-size %d --learning-rate %s --units %d --dropout %s,"
                .formatted(
                    options.training().epochs(),
                    options.training().batchSize(),
                    options.training().learningRate(),
                    options.network().units(),
                    options.network().dropout()));
  }

  private static final String SMALL = " --horizon 4 --units 6 --epochs 2 --members 2 --windows 60";

  @TempDir private static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    StringBuilder train = new StringBuilder("id");
    StringBuilder test = new StringBuilder("id,V1,V2,V3,V4\n");
    for (int c = 1; c <= 30; c++) {
      train.append(",V").append(c);
    }
    train.append('\n');
    for (int i = 0; i < 12; i++) {
      train.append("s").append(i);
      test.append("s").append(i);
      for (int t = 0; t < 34; t++) {
        double value = (20 + 7 * i) * (1 + 0.02 * t) * (1.5 - (t + i * i) % 4 / 4.0);
        (t < 30 ? train : test).append(String.format(Locale.ROOT, ",%.3f", value));
      }
      train.append('\n');
      test.append('\n');
    }
    Files.writeString(folder.resolve("train.csv"), train);
    Files.writeString(folder.resolve("test.csv"), test);
  }

  private static CommandProcess.Result run(int code, String arguments) throws IOException {
    CommandProcess.Result result = CommandProcess.run(folder, arguments.split(" "));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
    return result;
  }

  @Test
  void trainsTestsAndForecasts() throws IOException {
    String command =
        "forecast train --data train.csv --layout rows --season 4 --test test.csv" + SMALL;
    CommandProcess.Result table =
        run(0, command + " --model a.safetensors --forecast a.csv --report a.html");
    assertThat(table.out())
        .startsWith("train.csv: 12 series of 30 steps, season 4")
        .contains("sMAPE", "MASE", "OWA", "naive2", "theta", "ets", "linear", "drift")
        .contains("worst series", "wrote a.safetensors, a.csv, a.html");
    assertThat(Files.readAllLines(folder.resolve("a.csv"))).hasSize(1 + 12 * 4);
    assertThat(folder.resolve("a.html")).isNotEmptyFile();

    String more = " --model b.safetensors --json --quantiles 0.5";
    JsonNode json = JsonMapper.builder().build().readTree(run(0, command + more).out());
    assertThat(json.get("series").asInt()).isEqualTo(12);
    assertThat(json.get("others").propertyNames()).contains("seasonal-naive", "ets");
    double best =
        json.get("others").get(json.get("best_baseline").asString()).get("owa").asDouble();
    double skill = 1 - json.get("test").get("owa").asDouble() / best;
    assertThat(json.get("skill_all").asDouble()).isEqualTo(skill);

    run(0, "forecast predict --model b.safetensors --data train.csv --out b.csv");
    assertThat(folder.resolve("b.csv")).hasSameTextualContentAs(folder.resolve("a.csv"));
    assertThat(CommandProcess.files(folder)).noneMatch(name -> name.startsWith("checkpoint"));
  }

  @Test
  void stoppedItGoesOn() throws IOException {
    String command =
        "forecast train --data train.csv --layout rows --season 4 --test test.csv --seed 3" + SMALL;
    run(0, command + " --model c.safetensors --forecast c.csv");
    for (int i = 0; i < 2; i++) {
      assertThat(run(0, command + " --model d.safetensors --forecast d.csv --stop-after 0s").err())
          .contains("the same command goes on");
    }
    run(0, command + " --model d.safetensors --forecast d.csv");
    assertThat(folder.resolve("d.csv")).hasSameTextualContentAs(folder.resolve("c.csv"));
  }

  /** A model that draws paths: its file says how, and the same paths come again. */
  @Test
  void aModelTypeIsKeptInTheFile() throws IOException {
    String command =
        "forecast train --data train.csv --layout rows --season 4 --test test.csv --model-type deepar"
            + " --samples 20 --no-combine"
            + SMALL;
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(run(0, command + " --json --model p.safetensors --forecast p.csv").out());
    assertThat(json.get("model_type").asString()).isEqualTo("deepar");
    assertThat(json.get("samples").asInt()).isEqualTo(20);
    assertThat(json.get("test").get("name").asString()).isEqualTo("deepar");
    assertThat(json.get("crps").asDouble()).isPositive();
    assertThat(json.get("weighted_quantile_loss").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("quantiles").get(2).get("level").asDouble()).isEqualTo(0.9);
    assertThat(json.get("quantiles").get(2).get("weighted_quantile_loss").asDouble()).isPositive();
    assertThat(json.get("quantiles").get(2).get("at_or_below").asDouble()).isBetween(0.0, 1.0);
    run(0, "forecast predict --model p.safetensors --data train.csv --out q.csv");
    assertThat(folder.resolve("q.csv")).hasSameTextualContentAs(folder.resolve("p.csv"));
    assertThat(Files.readAllLines(folder.resolve("p.csv")).getFirst())
        .isEqualTo("series,step,forecast,lower,upper,quantile_0.1,quantile_0.5,quantile_0.9");
  }

  private static DoubleStream numbers(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)));
  }

  /** Stopped twice, a search ends with what one gives that was not. */
  @Test
  void aSearchThatWasStoppedGoesOn() throws IOException {
    String command =
        "forecast train --data train.csv --layout rows --season 4 --test test.csv --model-type auto"
            + " --budget 10m --seed 5"
            + SMALL;
    String table = run(0, command + " --model s.safetensors --forecast s.csv").out();
    assertThat(table)
        .startsWith("tried within 10 min, by one network each:")
        .contains("direct lstm small", "direct gru small", "encoder-decoder small", "chosen")
        .contains("the test part had no say");
    String tried = table.substring(0, table.indexOf("(validation:"));
    double trials = numbers("(?m)^ .* ([0-9.]+)(?:  chosen)?$", tried).sum();
    double seconds = numbers(", tested, in ([0-9.]+) s", table).sum();
    assertThat(trials).isPositive();
    assertThat(seconds).as("with the search").isGreaterThan(0.9 * trials);
    String again = command + " --json --model t.safetensors --forecast t.csv";
    for (int i = 0; i < 2; i++) {
      assertThat(run(0, again + " --stop-after 0s").err()).contains("the same command goes on");
    }
    CommandProcess.Result result = run(0, again);
    assertThat(folder.resolve("t.csv")).hasSameTextualContentAs(folder.resolve("s.csv"));
    JsonNode search = JsonMapper.builder().build().readTree(result.out()).get("search");
    assertThat(search.get("budget_seconds").asDouble()).isEqualTo(600);
    assertThat(search.get("trials").size()).isGreaterThanOrEqualTo(4);
    double chosen = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode trial : search.get("trials")) {
      double score = trial.get("validation").asDouble();
      chosen = trial.get("chosen").asBoolean() ? score : chosen;
      least = Math.min(least, score);
    }
    assertThat(chosen).isEqualTo(least);
    assertThat(CommandProcess.files(folder)).noneMatch(name -> name.startsWith("checkpoint"));
  }

  @Test
  void aSeasonThatNobodyToldIsNoted() throws IOException {
    String command = "forecast train --data train.csv --layout rows --json --model s.safetensors";
    CommandProcess.Result silent = run(0, command + SMALL);
    String note =
        "The file has no times that would tell a season, but 12 of 12 series looked at repeat"
            + " themselves every 4 steps: give --season 4 ";
    assertThat(silent.err()).contains("carousel: note: " + note);
    assertThat(silent.out()).contains(note);
    CommandProcess.Result none = run(0, command + SMALL + " --season 1");
    assertThat(none.err() + none.out()).doesNotContain("repeat themselves");
  }

  /** A level that changes a thousandfold before the end: no forecast runs away, and all is said. */
  @Test
  void aModelThatIsFarWorseThanABaselineIsCalledSo() throws IOException {
    StringBuilder jump = new StringBuilder("day,y\n");
    for (int t = 0; t < 200; t++) {
      double value = (1000 + 200 * StrictMath.sin(t * 0.9) + t * 7 % 13) * (t < 175 ? 1 : 1000);
      jump.append(LocalDate.of(2021, 1, 1).plusDays(t)).append(',').append(value).append('\n');
    }
    Files.writeString(folder.resolve("jump.csv"), jump);
    String command =
        "forecast train --data jump.csv --layout wide --horizon 7 --no-combine"
            + " --model j.safetensors --forecast j.csv";
    assertThat(run(0, command).out())
        .contains("far worse than Naive2, whose OWA is 1: do not trust this model");
    for (String line : Files.readAllLines(folder.resolve("j.csv")).subList(1, 8)) {
      assertThat(Double.parseDouble(line.split(",", -1)[3])).isBetween(0.0, 4e6);
    }
  }

  @Test
  void whatATypeHasNotIsSaid() throws IOException {
    String command = "forecast train --data train.csv --layout rows --model u.safetensors" + SMALL;
    assertThat(run(2, command + " --model-type lstm").err())
        .contains("--model-type lstm: expected direct, encoder-decoder, deepar");
    assertThat(run(2, command + " --samples 10").err()).contains("--model-type deepar");
    assertThat(run(2, command + " --budget 1m").err()).contains("--model-type auto");
    assertThat(run(2, command + " --model-type deepar --distribution negative-binomial").err())
        .contains("train.csv, series 's0', value", "is no count");
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    assertThat(run(2, "forecast train --data train.csv --model e.safetensors").err())
        .contains("missing --target COL");
    assertThat(run(2, "forecast train --data train.csv --layout long --model e.safetensors").err())
        .contains("--series COL");
    assertThat(
            run(2, "forecast train --data train.csv --target V1 --test t.csv --model e.safetensors")
                .err())
        .contains("--test needs --layout");
    assertThat(
            run(
                    2,
                    "forecast train --data train.csv --target V1 --members 3 --scaling mean"
                        + " --stride 2 --known x --model-type auto --model e.safetensors")
                .err())
        .contains(
            "--scaling, ", "--members", "--known", "--stride", "--model-type", "need --layout");
    assertThat(
            run(
                    2,
                    "forecast train --data train.csv --layout rows --test no.csv --model"
                        + " e.safetensors"
                        + SMALL)
                .err())
        .contains("no.csv");
  }
}
