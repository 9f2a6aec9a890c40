package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are stopped or killed go on and end with the bits of a run that was not. */
class InterruptTest {
  private static final String COMMAND =
      "forecast data.csv --target sales --horizon 7 --window 21 --units 12 --epochs 60"
          + " --patience 60 --batch-size 8 --checkpoint-every 0.1 --out ";

  @TempDir private static Path folder;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    SampleCsv.write(folder.resolve("data.csv"), 260);
    CommandProcess.Result result = CommandProcess.run(folder, command("whole"));
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  private static String[] command(String out) {
    return (COMMAND + out).split(" ");
  }

  private static List<String> checkpoints(String out) {
    return CommandProcess.files(folder).stream()
        .filter(name -> name.startsWith(out + "/checkpoint-"))
        .toList();
  }

  /** Starts, and waits until the first checkpoint is there. */
  private static CommandProcess startTraining(String out) throws Exception {
    CommandProcess process = CommandProcess.start(folder, List.of(command(out)));
    while (process.isAlive() && checkpoints(out).isEmpty()) {
      Thread.sleep(20);
    }
    return process;
  }

  private static void sameAsUndisturbed(String out) throws IOException {
    for (String file : List.of("forecast.csv", "backtest.csv")) {
      assertThat(folder.resolve(out).resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
    assertThat(weights(out)).isEqualTo(weights("whole"));
    assertThat(checkpoints(out)).isEmpty();
  }

  private static float[] weights(String out) throws IOException {
    Path file = folder.resolve(out).resolve("model.safetensors");
    return ModelFile.read(file).network().parameters().values();
  }

  @Test
  void controlCLeavesACheckpointFromWhichTheSameCommandGoesOn() throws Exception {
    CommandProcess process = startTraining("stopped");
    process.interrupt();
    CommandProcess.Result stopped = process.await();
    assertThat(stopped.exitCode()).isEqualTo(130);
    assertThat(stopped.out()).isEmpty();
    assertThat(checkpoints("stopped")).hasSize(1);
    assertThat(stopped.err().lines().filter(line -> line.startsWith("carousel: ")).toList())
        .singleElement()
        .asString()
        .matches(
            "carousel: stopped after \\d+ epochs?; the same command goes on from "
                + checkpoints("stopped").getFirst());
    assertThat(CommandProcess.files(folder.resolve("stopped"))).hasSize(1);

    CommandProcess.Result finished = CommandProcess.run(folder, command("stopped"));
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.err()).contains("carousel: going on from stopped/checkpoint-");
    sameAsUndisturbed("stopped");
  }

  @Test
  void stoppedByTheClockTheSameCommandGoesOn() throws Exception {
    String[] limited = (COMMAND + "limited --stop-after 0s").split(" ");
    CommandProcess.Result stopped = CommandProcess.run(folder, limited);
    assertThat(stopped.exitCode()).as(stopped.err()).isZero();
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err()).contains("the same command goes on from limited/checkpoint-");
    CommandProcess.Result finished = CommandProcess.run(folder, command("limited"));
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    assertThat(finished.err()).contains("carousel: going on from limited/checkpoint-");
    sameAsUndisturbed("limited");
  }

  @Test
  void aRunThatIsKilledAgainAndAgainEndsWithTheSameBits() throws Exception {
    Random random = new Random(11);
    List<Boolean> killed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CommandProcess process = startTraining("killed");
      Thread.sleep(random.nextInt(700));
      killed.add(process.isAlive());
      process.kill();
    }
    assertThat(killed).contains(true);
    CommandProcess.Result finished = CommandProcess.run(folder, command("killed"));
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    sameAsUndisturbed("killed");
  }

  @Test
  void otherDataDoNotTakeUpTheCheckpoint() throws Exception {
    CommandProcess process = startTraining("other");
    process.kill();
    Path more = SampleCsv.write(folder.resolve("more.csv"), 262);
    String[] command = (COMMAND.replace("data.csv", "more.csv") + "other --epochs=1").split(" ");
    command = String.join(" ", command).replace("--epochs 60 ", "").split(" ");
    CommandProcess.Result result = CommandProcess.run(folder, command);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).doesNotContain("going on");
    Files.delete(more);
  }
}
