package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Language models on the command line, each command in a process of its own. */
class TextCommandTest {
  private static final String SMALL =
      "--level char --layers 1 --hidden 24 --dropout 0 --bptt 20 --batch 8"
          + " --learning-rate 0.02 --epochs 6";

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    writeTexts(folder);
    CommandProcess.Result trained = run("text train --data text --model m SMALL");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out())
        .startsWith("best epoch ")
        .contains("\ncounting alone, ", "-grams (Kneser-Ney): validation ", "\nThe network")
        .endsWith("wrote m\n");
    assertThat(trained.err())
        .contains("3,240 tokens to train on, 360 to validate, vocabulary 12")
        .contains("epoch 6: training ");
  }

  /** A text to learn from, and another of the same words. */
  static void writeTexts(Path folder) throws IOException {
    Files.writeString(folder.resolve("text"), "the cat sat on the mat.\n".repeat(150));
    Files.writeString(folder.resolve("other"), "the mat sat on the cat.\n".repeat(20));
  }

  /** Splits at spaces, except those between quotes. */
  private static CommandProcess.Result run(String line) throws IOException {
    return run(folder, line.replace("SMALL", SMALL));
  }

  /** The same in any folder. */
  static CommandProcess.Result run(Path folder, String line) throws IOException {
    List<String> arguments = new ArrayList<>();
    String[] parts = line.split("'", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 1) {
        arguments.add(parts[i]);
      } else if (!parts[i].isBlank()) {
        arguments.addAll(Arrays.asList(parts[i].strip().split(" ", -1)));
      }
    }
    return CommandProcess.run(folder, arguments.toArray(String[]::new));
  }

  private static JsonNode json(String line) throws IOException {
    CommandProcess.Result result = run(line);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return JsonMapper.builder().build().readTree(result.lastLine());
  }

  @Test
  void evaluateScoresWhatItKnowsAsProbable() throws IOException {
    JsonNode score = json("text evaluate --model m --data other --json");
    assertThat(score.propertyNames())
        .containsExactly("nats", "perplexity", "bits_per_char", "tokens", "oov");
    double nats = score.get("nats").doubleValue();
    assertThat(nats).isBetween(0.001, 0.9); // ln 12 = 2.48 knows nothing
    assertThat(score.get("perplexity").doubleValue()).isCloseTo(Math.exp(nats), within(1e-9));
    assertThat(score.get("bits_per_char").doubleValue())
        .isCloseTo(nats / Math.log(2), within(1e-9));
    assertThat(score.get("tokens").longValue()).isEqualTo(480);
    JsonNode whole = json("text evaluate --model m --data other --rows 1 --json");
    assertThat(whole.get("nats").doubleValue()).isCloseTo(nats, within(0.1)).isNotEqualTo(nats);
    JsonNode learning = json("text evaluate --model m --data other --dynamic --json");
    assertThat(learning.get("nats").doubleValue()).isLessThan(whole.get("nats").doubleValue());
    assertThat(json("text evaluate --model m --data other --rows 1 --json")).isEqualTo(whole);
  }

  @Test
  void generateWritesWhatItHasLearntAndTheSameAgain() throws IOException {
    String command = "text generate --model m --prompt 'the cat' --length 60 --temperature 0";
    CommandProcess.Result written = run(command);
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.out()).hasSize(7 + 60 + 1).startsWith("the cat sat on the mat.\nthe cat ");
    assertThat(json(command + " --json").get("text").stringValue() + "\n").isEqualTo(written.out());
    String drawn = "text generate --model m --length 50 --seed ";
    assertThat(run(drawn + "2").out()).isEqualTo(run(drawn + "2").out());
    assertThat(run(drawn + "2").out()).isNotEqualTo(run(drawn + "3").out());
  }

  @Test
  void nextIsADistribution() throws IOException {
    CommandProcess.Result table = run("text next --model m --prompt 'the ca' --top 3");
    assertThat(table.out().lines()).hasSize(4);
    assertThat(table.out()).matches("(?s) {2}0\\.9\\d{3} {2}t\n.*\\(all others\\)\n");
    JsonNode next = json("text next --model m --prompt 'the ca' --top 12 --json").get("next");
    assertThat(next.valueStream().mapToDouble(t -> t.get("probability").doubleValue()).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void stoppedByTheClockAndTakenUpToTheSameBits() throws IOException {
    String command = "text train --data text SMALL --seed 4 --model ";
    assertThat(run(command + "whole").exitCode()).isZero();
    CommandProcess.Result stopped = run(command + "parts --stop-after 0s");
    assertThat(stopped.exitCode()).isZero();
    assertThat(stopped.err()).contains("stopped after 0 whole epochs; the same command goes on");
    assertThat(folder.resolve("parts")).doesNotExist();
    assertThat(run(command + "parts --stop-after 0s --json").lastLine())
        .startsWith("{\"stopped\":true,\"epochs\":0,\"checkpoint\":\"parts.checkpoint-");
    CommandProcess.Result rest = run(command + "parts --json");
    assertThat(rest.err()).contains("going on from parts.checkpoint-");
    assertThat(rest.lastLine()).contains("\"valid_nats\":", "\"ngram_valid_nats\":0.");
    assertThat(weights("parts")).containsExactly(weights("whole"));
    assertThat(CommandProcess.files(folder)).noneMatch(name -> name.contains("checkpoint"));
  }

  @Test
  void patienceEndsWhatNoLongerGetsBetter() throws IOException {
    String command =
        "text train --data text --valid other SMALL --epochs 40 --patience 1 --model p";
    CommandProcess.Result result = run(command.replace("SMALL", SMALL.replace(" --epochs 6", "")));
    assertThat(result.exitCode()).as(result.err()).isZero();
    long epochs = result.err().lines().filter(line -> line.startsWith("epoch ")).count();
    String best = result.out().substring("best epoch ".length()).split("[ ,:]", 2)[0];
    assertThat(epochs).isEqualTo(Long.parseLong(best) + 1).isLessThan(40);
  }

  private static float[] weights(String model) throws IOException {
    return dev.carousel.model.ModelFile.read(folder.resolve(model)).network().parameters().values();
  }

  @Test
  void wordsAndSubwords() throws IOException {
    String small = " --layers 1 --hidden 8 --bptt 5 --batch 4 --epochs 1 --model ";
    JsonNode words = json("text train --data text --valid other --level word" + small + "w --json");
    assertThat(words.get("vocabulary").intValue()).isEqualTo(7); // unk, eos and five words
    assertThat(json("text evaluate --model w --data other --json").get("bits_per_char").isNull())
        .isTrue();
    assertThat(
            json("text train --data text --level subword --vocabulary 512" + small + "s --json")
                .get("vocabulary")
                .intValue())
        .isBetween(270, 512);
    JsonNode tied =
        json("text train --data text --valid other --level word --tie" + small + "t --json");
    int saved = words.get("parameters").intValue() - tied.get("parameters").intValue();
    assertThat(saved).isEqualTo(7 * 8);
    assertThat(run("text generate --model w --prompt 'the dog' --length 5").err())
        .contains("1 piece of the prompt is not in the vocabulary");
    assertThat(run("text next --model w --prompt 'the dog'").err()).contains("1 piece of");
    String greedy = " --length 1 --temperature 0 --json";
    String after =
        json("text generate --model w --prompt 'the cat'" + greedy).get("text").asString();
    assertThat(after).matches("the cat( \\S+|\n)");
    assertThat(json("text generate --model w --prompt 'the cat '" + greedy).get("text").asString())
        .isEqualTo(after.endsWith("\n") ? "the cat \n" : after);
  }

  @Test
  void chineseOnTheCommandLine() throws IOException {
    Files.writeString(folder.resolve("chinese"), "天地玄黄宇宙洪荒\n".repeat(400));
    assertThat(run("text train --data chinese --model z SMALL").exitCode()).isZero();
    CommandProcess.Result written =
        CommandProcess.runAfter(
            "export LC_ALL=C.UTF-8",
            folder,
            "text generate --model z --prompt 天地 --length 7 --temperature 0".split(" ", -1));
    assertThat(written.out()).isEqualTo("天地玄黄宇宙洪荒\n\n");
  }

  @Test
  void nothingTakesThePlaceOfTheText() throws IOException {
    String text = Files.readString(folder.resolve("text"));
    refused("text train --data text --model text", "name the same file");
    refused("text train --data text --valid other --model ./other", "--valid");
    assertThat(folder.resolve("text")).hasContent(text);
  }

  @Test
  void aReaderMayLeave() throws IOException {
    String leaves = "exec > >(head -c 30 > /dev/null)";
    CommandProcess.Result result =
        CommandProcess.runAfter(
            leaves, folder, "text", "generate", "--model", "m", "--length", "2000000000");
    assertThat(result.err()).isEmpty(); // and it has ended
  }

  @Test
  void aValidationOfAFewTokensIsLuck() throws IOException {
    CommandProcess.Result result =
        run(
            "text train --data text --valid 0.004 --model v "
                + SMALL.replace("--epochs 6", "--epochs 1"));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("15 tokens to validate on: less than a window of 20");
  }

  @Test
  void whatIsLeftOutOfTheTextToValidateOnIsCounted() throws IOException {
    Files.writeString(folder.resolve("odd"), "the ma\u00df sat on the cat.\n".repeat(20));
    CommandProcess.Result result = run("text train --data text --valid odd --model odd-m SMALL");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("20 pieces of the text to validate on not in the vocabulary");
  }

  @Test
  void badInput() throws IOException {
    Files.write(folder.resolve("broken"), "ab\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    Files.createFile(folder.resolve("empty"));
    Files.writeString(folder.resolve("short"), "abc");
    refused("text train --data none --model x", "none");
    refused("text train --data empty --model x", "empty");
    refused("text train --data broken --model x", "byte offset 2");
    refused("text train --data short --model x SMALL", "none of its 1 characters");
    refused("text train --data text --model x --valid 1.5", "1.5");
    refused("text train --data text --model x --hidden 0", "--hidden 0");
    refused("text train --data text --model x --preset big", "zaremba-small");
    refused("text train --data text --model x --stop-after soon", "such as 150m");
    refused("text evaluate --model text --data other", "text");
    refused("text generate --model m --temperature -1", "temperature -1");
    refused("text next --model m --top 0", "--top 0");
    refused("text train --data text --model x --layers 16 --hidden 8192", "million weights");
    refused("text evaluate --model m --data other --dynamic --rows 4", "--rows 4");
    refused("text evaluate --model m --data other --dynamic --dynamic-rate 90000", "smaller one");
    refused("text", "say what to do");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private static void refused(String line, String part) throws IOException {
    CommandProcess.Result result = run(line);
    assertThat(result.exitCode()).as(line + ": " + result.err()).isEqualTo(2);
    assertThat(result.err().lines().filter(l -> l.startsWith("carousel: ")))
        .as(line)
        .singleElement()
        .asString()
        .contains(part);
    assertThat(result.out()).isEmpty();
  }
}
