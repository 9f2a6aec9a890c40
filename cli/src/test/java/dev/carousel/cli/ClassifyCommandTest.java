package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Classifiers on the command line, each command in a process of its own. */
class ClassifyCommandTest {
  private static final String SMALL =
      "--units 8 --epochs 12 --batch 8 --learning-rate 0.02 --dropout 0";

  @TempDir private static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    Files.writeString(folder.resolve("train.ts"), waves(60, 1));
    Files.writeString(folder.resolve("test.ts"), waves(30, 2));
    CommandProcess.Result trained =
        run("classify train --data train.ts --test test.ts --model m SMALL");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err())
        .contains("54 sequences to train on, 6 to validate, 6 to 11 steps of 1 channels, 2 classes")
        .contains("epoch 12: training ", "accuracy ");
    assertThat(trained.out())
        .startsWith("kept epoch ")
        .contains("test.ts: accuracy ", "precision", "up ", "down ")
        .endsWith("wrote m\n");
  }

  /** Waves that begin upwards or downwards, of 6 to 11 steps. */
  private static String waves(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("@classLabel true up down\n@data\n");
    for (int i = 0; i < count; i++) {
      int length = 6 + (i * 7) % 6;
      for (int t = 0; t < length; t++) {
        double wave = StrictMath.sin(0.8 * t) * (i % 2 == 0 ? 1 : -1) + 0.2 * random.nextGaussian();
        text.append(String.format(Locale.ROOT, t == 0 ? "%.4f" : ",%.4f", wave));
      }
      text.append(i % 2 == 0 ? ":up\n" : ":down\n");
    }
    return text.toString();
  }

  private static CommandProcess.Result run(String line) throws IOException {
    return CommandProcess.run(folder, line.replace("SMALL", SMALL).split(" "));
  }

  @Test
  void evaluateCountsAndWritesEachSequence() throws IOException {
    CommandProcess.Result result =
        run("classify evaluate --model m --data test.ts --out p.csv --json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(result.lastLine());
    assertThat(json.get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(json.get("sequences").asInt()).isEqualTo(30);
    List<String> rows = Files.readAllLines(folder.resolve("p.csv"));
    assertThat(rows).hasSize(31).first().isEqualTo("sequence,class,predicted,p(up),p(down)");
    long wrong =
        rows.stream()
            .skip(1)
            .map(row -> row.split(",", -1))
            .filter(row -> !row[1].equals(row[2]))
            .count();
    assertThat(json.get("errors").asLong()).isEqualTo(wrong);
    assertThat(
            json.get("confusion").get(0).get(1).asLong()
                + json.get("confusion").get(1).get(0).asLong())
        .isEqualTo(wrong);
    assertThat(run("inspect m --data test.ts --windows 2").out())
        .startsWith("m reads test.ts: 2 sequences, ");
  }

  @Test
  void aRunThatWasStoppedGoesOnToTheSameBits() throws IOException {
    String command =
        "classify train --data train.ts --model stopped --units 40 --epochs 6 --batch 8";
    assertThat(run(command.replace("stopped", "whole")).exitCode()).isZero();
    CommandProcess.Result stopped = run(command + " --stop-after 0s");
    assertThat(stopped.exitCode()).as(stopped.err()).isZero();
    assertThat(stopped.err()).contains("the same command goes on from stopped.checkpoint-");
    assertThat(folder.resolve("stopped")).doesNotExist();
    CommandProcess.Result rest = run(command);
    assertThat(rest.err()).contains("carousel: going on from stopped.checkpoint-");
    assertThat(weights("stopped")).isEqualTo(weights("whole"));
    assertThat(CommandProcess.files(folder)).noneMatch(name -> name.contains("checkpoint"));
  }

  private static float[] weights(String file) throws IOException {
    return ModelFile.read(folder.resolve(file)).network().parameters().values();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "classify ; say what to do: train or evaluate",
        "classify train --data FOLDER/gone.ts --model FOLDER/x ; gone.ts does not exist",
        "classify train --data FOLDER/train.ts --model FOLDER/x --units 0 ; --units 0: expected",
        "classify train --data FOLDER/train.ts --model FOLDER/x --cell gru --chrono 9 ; --chrono 9",
        "classify train --data FOLDER/train.ts --model FOLDER/x --labels FOLDER/m ; train.ts: labels",
        "classify train --data FOLDER/m --model FOLDER/x ; m: ",
        "classify train --data FOLDER/train.ts --model FOLDER ; is a folder|--model",
        "classify evaluate --data FOLDER/test.ts --model FOLDER/train.ts ; train.ts",
      })
  void whatCannotBeUsedIsOneMessage(String line, String expected) {
    List<String> before = CommandProcess.files(folder);
    BadInputTest.check(
        BadInputTest.run(line.replace("FOLDER", folder.toString()).split(" ")), expected);
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
  }
}
