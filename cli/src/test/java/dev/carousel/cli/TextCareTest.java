package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the text commands take care of: files that are there, terminals, texts of another kind. */
class TextCareTest {
  private static final String SMALL =
      "--level char --layers 1 --hidden 16 --dropout 0 --bptt 20 --batch 8 --epochs 3";

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    TextCommandTest.writeTexts(folder);
    CommandProcess.Result trained = run("text train --data text --model m SMALL");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  private static CommandProcess.Result run(String line) throws IOException {
    return TextCommandTest.run(folder, line.replace("SMALL", SMALL));
  }

  @Test
  void whatIsThereIsNotReplacedInSilence() throws IOException {
    Files.writeString(folder.resolve("letter"), "Dear Ada,");
    CommandProcess.Result refused = run("text train --data text --model letter SMALL");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("letter: exists and is no model; give --model another name");
    assertThat(folder.resolve("letter")).hasContent("Dear Ada,");
    Files.copy(folder.resolve("m"), folder.resolve("again"));
    assertThat(run("text train --data text --model again SMALL --stop-after 0s").err())
        .contains("again exists; the model of this training will replace it");
  }

  @Test
  void aCheckpointOfAnotherTextIsSaidInALine() throws IOException {
    assertThat(run("text train --data text --model moved SMALL --stop-after 0s").exitCode())
        .isZero();
    CommandProcess.Result refused = run("text train --data other --model moved SMALL");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("this checkpoint is of another run; found [", "examples of digest")
        .endsWith("or delete it to start anew\n")
        .hasSizeLessThan(1200);
  }

  @Test
  void aTextTheModelCannotReadIsNoted() throws IOException {
    Files.writeString(
        folder.resolve("chinese"), "the cat \u732B\u5750\u5728\u57AB\u5B50\u4E0A".repeat(40));
    CommandProcess.Result result = run("text evaluate --model m --data chinese");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("240 pieces of the text are not in the vocabulary, against 320 tokens");
  }

  @Test
  void aScoreWithoutEndIsNullInJson() throws IOException {
    CommandProcess.Result trained =
        run(
            "text train --data text --model wild --optimizer sgd --clip 0 --learning-rate 1e5 SMALL");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    String json = run("text evaluate --model wild --data other --json").lastLine();
    JsonNode score = JsonMapper.shared().readTree(json);
    assertThat(score.get("nats").asDouble()).isGreaterThan(800);
    assertThat(score.get("perplexity").isNull()).isTrue();
    assertThat(run("text evaluate --model wild --data other").out())
        .contains("perplexity Infinity,");
  }

  @Test
  void aShareIsNoFile() throws IOException {
    CommandProcess.Result refused = run("text train --data text --valid 10% --model v SMALL");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--valid 10%: no such file; a share is written as 0.1");
  }

  @Test
  void samplesDoNotDriveTheTerminal() throws IOException {
    Files.writeString(folder.resolve("red"), "\u001B[31mred\u001B[0m text\u0007\n".repeat(200));
    CommandProcess.Result trained =
        run("text train --data red --model red.m --learning-rate 0.02 SMALL");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("\uFFFD[31mred").doesNotContain("\u001B", "\u0007");
    assertThat(run("text generate --model red.m --length 60").out()).contains("\u001B[31mred");
  }
}
