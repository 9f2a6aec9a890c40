package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed, again and again, ends with the bits of one left in peace. */
@Timeout(120)
class ResumeAfterKillTest {
  private static final int KILLS = 5;

  @TempDir Path folder;
  private int runs;

  private record Child(Process process, Path started, Path result, Path log) {
    String outcome() throws IOException {
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
      return Files.readString(result);
    }
  }

  private Child start(Path checkpoint, long everyMillis) throws IOException {
    runs++;
    Path started = folder.resolve("started-" + runs);
    Path result = folder.resolve("result-" + runs);
    Path log = folder.resolve("log-" + runs);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                checkpoint.toString(),
                Long.toString(everyMillis),
                started.toString(),
                result.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Child(process, started, result, log);
  }

  @Test
  void endsWithTheSameBits() throws IOException, InterruptedException {
    Child peaceful = start(folder.resolve("peaceful"), 1_000_000);
    assertThat(peaceful.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String expected = peaceful.outcome();

    SplittableRandom random = new SplittableRandom(20);
    Path checkpoint = folder.resolve("checkpoint");
    int killed = 0;
    int resumed = 0;
    Child child = start(checkpoint, 2);
    while (!ended(child, checkpoint, killed < KILLS ? random.nextInt(1, 100) : 60_000)) {
      child.process.destroyForcibly().waitFor();
      assertThat(child.result).doesNotExist();
      killed++;
      resumed += Files.exists(checkpoint) ? 1 : 0;
      child = start(checkpoint, killed < KILLS ? 2 : 500);
    }
    assertThat(child.outcome()).isEqualTo(expected);
    assertThat(killed).as("kills").isGreaterThanOrEqualTo(2);
    assertThat(resumed).as("restarts from a checkpoint").isGreaterThanOrEqualTo(2);
  }

  /** Whether the child comes to its own end within that time after a checkpoint of its own. */
  private static boolean ended(Child child, Path checkpoint, long millis)
      throws IOException, InterruptedException {
    Object before = version(checkpoint);
    while (before.equals(version(checkpoint)) && child.process.isAlive()) {
      Thread.sleep(2);
    }
    return child.process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Changes when the file is replaced: a checkpoint is renamed into place. */
  private static Object version(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return "none";
    }
  }
}
