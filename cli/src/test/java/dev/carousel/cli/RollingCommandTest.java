package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests of many series from many origins on the command line. */
class RollingCommandTest {
  private static final String TRAIN =
      "forecast train --data data.csv --layout wide --split 2022-03-15,2022-04-01 --stride 3"
          + " --horizon 4 --window 14 --units 6 --epochs 2 --members 1 --windows 60";

  @TempDir private static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    SampleCsv.write(folder.resolve("data.csv"), 130);
  }

  private static CommandProcess.Result run(int code, String arguments) throws IOException {
    CommandProcess.Result result = CommandProcess.run(folder, arguments.split(" "));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
    return result;
  }

  private static JsonNode json(String arguments) throws IOException {
    return JsonMapper.builder().build().readTree(run(0, arguments + " --json").out());
  }

  @Test
  void aTestIsRepeatedWithTheFinishedModel() throws IOException {
    JsonNode trained = json(TRAIN + " --model a.safetensors");
    assertThat(run(0, "inspect a.safetensors").out()).contains("data.csv", "seen before");
    JsonNode tested =
        json(
            "forecast backtest --data data.csv --model a.safetensors --from 2022-04-01 --stride 3");
    assertThat(tested.get("forecasts").asInt()).isEqualTo(trained.get("forecasts").asInt());
    // what a series is scaled by is learnt from all that came before the test, now
    assertThat(tested.get("test").get("mae").asDouble())
        .isCloseTo(trained.get("test").get("mae").asDouble(), withinPercentage(5));
    assertThat(tested.get("coverage").asDouble()).isBetween(0.3, 1.0);
    assertThat(tested.get("mae_standardised_by_step").size()).isEqualTo(4);
    assertThat(tested.get("worst").size()).isEqualTo(2);
    assertThat(tested.get("notes").toString()).doesNotContain("has seen");
    assertThat(tested.get("left_out").size()).isZero();
    assertThat(tested.get("verdict").asString()).contains("lstm");
    String early = "forecast backtest --data data.csv --model a.safetensors --from 2022-03-20";
    assertThat(run(0, early).out())
        .contains("note: The model was trained on what came before 2022-04-01: from 2022-03-20 to")
        .contains("Give --from 2022-04-01.");
    String table =
        run(
                0,
                "forecast backtest --data data.csv --model a.safetensors --from 2022-04-01 --to"
                    + " 2022-04-20 --out all.csv")
            .out();
    assertThat(table)
        .contains("test: 32 forecasts from 2022-04-01 on", "worst series", "by step ahead: 1: ")
        .contains("wrote all.csv");
    assertThat(Files.readAllLines(folder.resolve("all.csv"))).hasSize(1 + 32 * 4);
  }

  @Test
  void aSplitMayBeGivenInShares() throws IOException {
    String shares = TRAIN.replace("2022-03-15,2022-04-01", "0.6,0.7") + " --model s.safetensors";
    assertThat(run(0, shares).out())
        .contains("test: 24 forecasts from 70 % of each series on"); // 91, 94 ... 126 of both
  }

  /** Paths are scored from many origins as they are from one; here they are few. */
  @Test
  void pathsAreScored() throws IOException {
    String deepar = TRAIN + " --model-type deepar --samples 12 --model p.safetensors";
    JsonNode trained = json(deepar);
    assertThat(trained.get("samples").asInt()).isEqualTo(12);
    double mae = trained.get("test").get("mae").asDouble();
    assertThat(trained.get("crps").asDouble()).isBetween(0.3 * mae, 1.2 * mae);
    assertThat(trained.get("crps_relative").asDouble()).isBetween(0.0, 1.0);
    JsonNode quantiles = trained.get("quantiles");
    double mean = 0;
    double below = 0;
    for (int q = 0; q < 3; q++) {
      assertThat(quantiles.get(q).get("level").asDouble()).isEqualTo(q == 1 ? 0.5 : 0.1 + 0.4 * q);
      mean += quantiles.get(q).get("weighted_quantile_loss").asDouble() / 3;
      assertThat(quantiles.get(q).get("at_or_below").asDouble()).isBetween(below, 1.0);
      below = quantiles.get(q).get("at_or_below").asDouble();
    }
    assertThat(trained.get("weighted_quantile_loss").asDouble())
        .isCloseTo(mean, withinPercentage(1e-6));
    assertThat(trained.get("baselines").get("naive2").get("owa").asDouble()).isEqualTo(1);
    assertThat(trained.get("test").get("owa").asDouble()).isPositive();
    String backtest =
        "forecast backtest --data data.csv --model p.safetensors --from 2022-04-01 --stride 3";
    assertThat(run(0, backtest).out())
        .containsPattern("\\R  deepar .*\\d")
        .doesNotContain("model")
        .containsPattern("  CRPS of 12 paths \\d")
        .containsPattern(" OWA\\R")
        .containsPattern("  naive2 .* 1\\.000\\R");
    assertThat(json(backtest).get("crps").asDouble())
        .isCloseTo(trained.get("crps").asDouble(), withinPercentage(5));
  }

  @Test
  void trainedAnewItCanBeStoppedToo() throws IOException {
    String refit = TRAIN + " --refit 2";
    String whole = run(0, refit + " --model b.safetensors --forecast b.csv").out();
    assertThat(whole).contains("trained 3 times, anew before each part of the test");
    for (int i = 0; i < 2; i++) {
      run(0, refit + " --model c.safetensors --forecast c.csv --stop-after 0s");
    }
    run(0, refit + " --model c.safetensors --forecast c.csv");
    assertThat(folder.resolve("c.csv")).hasSameTextualContentAs(folder.resolve("b.csv"));
    assertThat(CommandProcess.files(folder)).noneMatch(name -> name.startsWith("checkpoint"));
  }

  /** No result takes the place of what it is made from, or of another. */
  @Test
  void filesAreKeptApart() throws IOException {
    run(0, TRAIN + " --model f.safetensors");
    String data = Files.readString(folder.resolve("data.csv"));
    for (String line :
        new String[] {
          TRAIN + " --model data.csv",
          TRAIN + " --model g.safetensors --forecast ./data.csv",
          TRAIN + " --model g.safetensors --forecast ./g.safetensors",
          TRAIN + " --model g.safetensors --forecast g.html --report g.html",
          "forecast predict --model f.safetensors --data data.csv --out data.csv",
          "forecast predict --model f.safetensors --data data.csv --out f.safetensors",
          "forecast backtest --model f.safetensors --data data.csv --from 2022-04-01 --out data.csv"
        }) {
      assertThat(run(2, line).err()).as(line).contains("name the same file");
    }
    assertThat(folder.resolve("data.csv")).hasContent(data);
    assertThat(folder.resolve("g.safetensors")).doesNotExist();
    assertThat(
            run(2, TRAIN.replace(" --split 2022-03-15,2022-04-01", "") + " --refit 2 --model h")
                .err())
        .contains("--stride, --refit, --aligned: they need the times of a test");
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    run(0, TRAIN + " --model d.safetensors");
    String backtest = "forecast backtest --data data.csv --model d.safetensors";
    assertThat(run(2, backtest).err()).contains("d.safetensors: a model of many series", "--from");
    assertThat(run(2, backtest + " --from soon").err()).contains("--from: 'soon' is no time");
    assertThat(run(2, backtest + " --from 2022-05-09").err())
        .contains("no series has 4 steps from 2022-05-09 on");
    assertThat(run(2, backtest + " --from 2022-04-01 --target sales --horizon 3 --time day").err())
        .contains("--target, ", "--horizon", "--time", ": the model has its own; leave them out");
    assertThat(run(2, "forecast backtest --data data.csv").err()).contains("missing --target COL");
    assertThat(run(2, "forecast backtest --data data.csv --target sales --from 2022-04-01").err())
        .contains("--from, --to: one series is tested");
    String split = "2022-03-15,2022-04-01";
    assertThat(run(2, TRAIN.replace(split, "0.6,2022-04-01") + " --model e.safetensors").err())
        .contains("--split 0.6,2022-04-01: give times or shares, not both");
    assertThat(run(2, TRAIN.replace(split, "0.6,1.7") + " --model e.safetensors").err())
        .contains("--split 1.7: expected shares between 0 and 1");
    assertThat(run(2, TRAIN.replace(split, "0.6") + " --model e.safetensors").err())
        .contains("--split 0.6: expected two or three times", "or shares, such as 0.7,0.85");
    assertThat(run(2, TRAIN + " --refit -1 --model e.safetensors").err())
        .contains("--refit -1: expected at least 0");
  }
}
