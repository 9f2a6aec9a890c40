package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data that do not fit in the heap are trained on, in a real process. */
@Timeout(180)
class LargerThanMemoryTest {
  @TempDir Path folder;

  private int run(int examples, int steps, String checkpoint, int deadly, Path outcome)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                StreamedRun.class.getName(),
                Integer.toString(examples),
                Integer.toString(steps),
                folder.resolve(checkpoint).toString(),
                Integer.toString(deadly),
                outcome.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(deadly > 0 ? 9 : 0);
    return process.exitValue();
  }

  /** About 2.5 million steps of 10 numbers, 100 MB, in a heap of 64 MB. */
  @Test
  void millionsOfStepsInASmallHeap() throws IOException, InterruptedException {
    Path outcome = folder.resolve("outcome");
    run(5_000, 1_000, "checkpoint", 0, outcome);
    assertThat(outcome).content().contains("number=1");
  }

  @Test
  void killedAndTakenUpToTheSameBits() throws IOException, InterruptedException {
    Path peaceful = folder.resolve("peaceful");
    run(300, 60, "none", 0, peaceful);
    Path outcome = folder.resolve("outcome");
    for (int deadly : new int[] {3, 8, 17}) { // in the first buffer, at the end of one, in the last
      run(300, 60, "checkpoint", deadly, outcome);
      assertThat(outcome).doesNotExist();
    }
    run(300, 60, "checkpoint", 0, outcome);
    assertThat(outcome).hasSameTextualContentAs(peaceful);
  }
}
