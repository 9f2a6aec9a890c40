package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on good input, each in a process of its own. */
class ForecastCommandTest {
  private static final String SMALL = "--epochs 2 --units 8 --horizon 7";

  @TempDir private static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    Path data = SampleCsv.write(folder.resolve("data.csv"), 260);
    Files.writeString(
        folder.resolve("shop.csv"),
        Files.readString(data)
            .replaceAll("(?m)(?<=.)$", ",north")
            .replace("visits,north", "visits,shop"));
    SampleCsv.write(folder.resolve("more.csv"), 275);
  }

  private static CommandProcess.Result run(String arguments) throws IOException {
    String all = arguments.replace("SMALL", SMALL);
    CommandProcess.Result result = CommandProcess.run(folder, all.split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  private static float[] weights(String file) throws IOException {
    return ModelFile.read(folder.resolve(file)).network().parameters().values();
  }

  @Test
  void everythingInOneCommandAndTheSameAgain() throws IOException {
    CommandProcess.Result table = run("forecast data.csv --target sales SMALL --out a");
    assertThat(CommandProcess.files(folder.resolve("a")))
        .containsExactly("backtest.csv", "forecast.csv", "model.safetensors", "report.html");
    assertThat(table.out())
        .startsWith("sales of data.csv: daily, 260 steps from 2022-01-01 to 2022-09-17")
        .contains("backtest: 46 origins from 2022-07-28 on, 7 steps ahead")
        .contains("MAE", "RMSE", "sMAPE", "MASE", "lstm", "seasonal-naive-7", "The ")
        .contains("the interval meant to hold 80 % of values holds ")
        .contains("wrote a/model.safetensors, a/forecast.csv, a/backtest.csv, a/report.html")
        .doesNotContain("epoch ");
    assertThat(table.err().lines()).allMatch(line -> line.startsWith("epoch "));

    CommandProcess.Result json = run("forecast shop.csv --target sales SMALL --out b --json");
    checkJson(json.out());
    assertThat(bytes("b/forecast.csv")).isEqualTo(bytes("a/forecast.csv"));
    assertThat(bytes("b/backtest.csv")).isEqualTo(bytes("a/backtest.csv"));
    assertThat(weights("b/model.safetensors")).isEqualTo(weights("a/model.safetensors"));
    List<String> rows = Files.readAllLines(folder.resolve("a/forecast.csv"));
    assertThat(rows).hasSize(8).first().isEqualTo("day,sales_forecast,sales_lower,sales_upper");
    String[] first = rows.get(1).split(",", -1);
    assertThat(first[0]).isEqualTo("2022-09-18");
    assertThat(Double.parseDouble(first[1]))
        .isBetween(Double.parseDouble(first[2]), Double.parseDouble(first[3]));
    assertThat(Files.readAllLines(folder.resolve("a/backtest.csv"))).hasSize(1 + 46 * 7);
  }

  private static void checkJson(String out) {
    assertThat(out.lines()).hasSize(1);
    JsonNode json = JsonMapper.builder().build().readTree(out);
    assertThat(json.propertyNames())
        .containsExactly(
            "model",
            "forecast",
            "backtest_file",
            "report",
            "target",
            "horizon",
            "seed",
            "seconds",
            "notes",
            "backtest",
            "baselines",
            "best_baseline",
            "skill",
            "others",
            "best_of_all",
            "skill_all",
            "linear_part",
            "coverage_meant",
            "coverage",
            "interval_width",
            "msis");
    assertThat(json.get("coverage_meant").asDouble()).isEqualTo(0.8);
    assertThat(json.get("coverage").asDouble()).isBetween(0.4, 1.0);
    assertThat(json.get("backtest").propertyNames())
        .containsExactly("origins", "mae", "rmse", "smape", "mase");
    assertThat(json.get("model").asString()).isEqualTo("b/model.safetensors");
    assertThat(json.get("forecast").asString()).isEqualTo("b/forecast.csv");
    assertThat(json.get("backtest_file").asString()).isEqualTo("b/backtest.csv");
    assertThat(json.get("report").asString()).isEqualTo("b/report.html");
    assertThat(json.get("target").asString()).isEqualTo("sales");
    assertThat(json.get("horizon").asInt()).isEqualTo(7);
    assertThat(json.get("seed").asLong()).isEqualTo(1);
    assertThat(json.get("notes").get(0).asString()).startsWith("Left out column 'shop': line 2");
    String best = json.get("best_baseline").asString();
    JsonNode baselines = json.get("baselines");
    assertThat(baselines.propertyNames()).containsExactly("naive", "seasonal-naive-7", "drift");
    for (JsonNode baseline : baselines) {
      assertThat(baseline.propertyNames()).containsExactly("mae", "rmse", "smape", "mase");
      assertThat(baseline.get("mae").asDouble())
          .isGreaterThanOrEqualTo(baselines.get(best).get("mae").asDouble());
    }
    assertThat(json.get("skill").asDouble())
        .isEqualTo(
            1
                - json.get("backtest").get("mae").asDouble()
                    / baselines.get(best).get("mae").asDouble());
  }

  @Test
  void theStepsOneByOne() throws IOException {
    run("forecast train --data data.csv --target sales SMALL --model m.safetensors");
    assertThat(run("inspect m.safetensors").out())
        .contains(
            "m.safetensors: a Carousel model", "lstm_1", "dense_1", "sales", "visits", "data.csv")
        .contains("times", "duplicates", "scale", "seed");
    String description = run("inspect m.safetensors --json").lastLine();
    assertThat(JsonMapper.builder().build().readTree(description).isObject()).isTrue();

    CommandProcess.Result tested =
        run(
            "forecast backtest --data data.csv --target sales --model m.safetensors --json --out"
                + " tested.csv");
    JsonNode json = JsonMapper.builder().build().readTree(tested.lastLine());
    assertThat(json.get("backtest").get("origins").asInt()).isEqualTo(46);
    assertThat(Files.readAllLines(folder.resolve("tested.csv"))).hasSize(1 + 46 * 7);

    assertThat(run("forecast predict --model m.safetensors --data data.csv --out p.csv").out())
        .isEqualTo("wrote 7 steps of sales from 2022-09-18 on to p.csv\n");
    run("forecast predict --model m.safetensors --data more.csv --out later.csv");
    assertThat(Files.readAllLines(folder.resolve("later.csv")).get(1)).startsWith("2022-10-03,");
    assertThat(CommandProcess.files(folder)).noneMatch(name -> name.contains("checkpoint"));
  }

  /** What is later in the file need not look as training time did: dry weeks, a broken sensor. */
  @Test
  void aModelReadsItsColumnsWhateverTheyHold() throws IOException {
    run("forecast train --data data.csv --target sales SMALL --model m.safetensors");
    run("forecast predict --model m.safetensors --data data.csv --out all.csv");
    List<String> rows = Files.readAllLines(folder.resolve("data.csv"));
    List<String> recent = new ArrayList<>(rows.subList(140, rows.size()));
    recent.addFirst(rows.getFirst());
    Files.write(folder.resolve("recent.csv"), recent);
    run("forecast predict --model m.safetensors --data recent.csv --out recent-out.csv");
    assertThat(bytes("recent-out.csv")).isEqualTo(bytes("all.csv"));

    recent.replaceAll(row -> row.replaceAll(",[0-9]+$", ",0"));
    Files.write(folder.resolve("closed.csv"), recent);
    run("forecast predict --model m.safetensors --data closed.csv --out closed-out.csv");
    recent.replaceAll(row -> row.replaceAll(",[0-9.]+,", ",50,"));
    Files.write(folder.resolve("flat.csv"), recent);
    run("forecast predict --model m.safetensors --data flat.csv --out flat-out.csv");
    assertThat(Files.readAllLines(folder.resolve("flat-out.csv"))).hasSize(8);

    recent.add("2022-09-18,50,trace");
    Files.write(folder.resolve("trace.csv"), recent);
    CommandProcess.Result refused =
        CommandProcess.run(
            folder,
            "forecast predict --model m.safetensors --data trace.csv --out t.csv".split(" "));
    assertThat(refused.err())
        .startsWith("carousel: trace.csv, line 123, column 'visits': found 'trace', a number was");
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void theUnitIsKeptAndShown() throws IOException {
    CommandProcess.Result table =
        run("forecast data.csv --target sales SMALL --unit EUR --out unit");
    assertThat(table.out()).contains("7 steps ahead; MAE and RMSE in EUR");
    assertThat(Files.readString(folder.resolve("unit/report.html")))
        .contains("\"unit\":\"EUR\"", "MAE <small>EUR</small>");
    assertThat(run("inspect unit/model.safetensors").out()).containsPattern("unit +EUR");
    String backtest =
        "forecast backtest --data data.csv --target sales --model unit/model.safetensors";
    assertThat(run(backtest).out()).contains("MAE and RMSE in EUR");
    assertThat(run(backtest + " --json").out()).contains("\"unit\":\"EUR\"");
  }

  @Test
  void aBacktestTrainsItsOwnModelAndLeavesNothing() throws IOException {
    List<String> before = CommandProcess.files(folder);
    CommandProcess.Result result = run("forecast backtest --data data.csv --target sales SMALL");
    assertThat(result.out()).startsWith("backtest: 46 origins");
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
  }

  @Test
  void helpGoesToStdoutAndNothingToStderr() throws IOException {
    for (String command :
        List.of(
            "",
            "forecast ",
            "forecast train ",
            "forecast backtest ",
            "forecast predict ",
            "inspect ")) {
      CommandProcess.Result help = run(command + "--help");
      assertThat(help.out()).startsWith("Usage: carousel " + command).contains("  carousel ");
      assertThat(help.err()).isEmpty();
    }
  }
}
