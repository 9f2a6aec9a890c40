package dev.carousel.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a killed writer leaves behind goes at a later write; what a live one writes never does. */
class LeftoversTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTES = Duration.ofMinutes(2);
  private static final Duration DAYS = Duration.ofDays(2);
  private static final String UUID = "0a1b2c3d-0000-4abc-8def-0123456789ab";

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void target() {
    target = folder.resolve("model.bin");
  }

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "part");
    return aged(file, age);
  }

  private static Path aged(Path file, Duration age) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private List<Path> hidden() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.equals(target)).sorted().toList();
    }
  }

  private void write() throws IOException {
    AtomicFile.write(target, out -> out.write(1));
    assertThat(target).hasBinaryContent(new byte[] {1});
  }

  private static long deadProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(java(), "--version").start();
    process.getInputStream().readAllBytes();
    process.waitFor();
    return process.pid();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Test
  void ofADeadProcessAfterAMinute() throws IOException, InterruptedException {
    long dead = deadProcess();
    Path fresh = file(".model.bin." + dead + "-" + UUID + ".tmp", SECOND);
    write();
    assertThat(hidden()).containsExactly(fresh);
    aged(fresh, MINUTES);
    write();
    assertThat(hidden()).isEmpty();
  }

  @Test
  void ofAnUnknownProcessAfterADay() throws IOException {
    Path recent = file(".model.bin." + UUID + ".tmp", MINUTES);
    write();
    assertThat(hidden()).containsExactly(recent);
    aged(recent, DAYS);
    write();
    assertThat(hidden()).isEmpty();
  }

  /** Files that are replaced together are written to a temporary file's temporary file. */
  @Test
  void ofFilesThatAreReplacedTogether() throws IOException, InterruptedException {
    String writer = "." + deadProcess() + "-" + UUID + ".tmp";
    file(".model.bin" + writer, MINUTES);
    file("..model.bin" + writer + writer, MINUTES);
    Path other = file("..other.bin" + writer + writer, MINUTES);
    try (AtomicFiles files = new AtomicFiles()) {
      files.write(target, name -> AtomicFile.write(name, out -> out.write(2)));
      files.commit();
    }
    assertThat(target).hasBinaryContent(new byte[] {2});
    assertThat(hidden()).containsExactly(other);
  }

  @Test
  void whatBelongsToOthersStays() throws IOException {
    Path deeper = Files.createDirectory(folder.resolve(".model.bin." + UUID + ".tmp"));
    aged(deeper, DAYS);
    List<Path> others =
        Stream.of(
                ".model.bin.tmp",
                ".model.bin..tmp",
                ".model.bin.notes.tmp",
                ".model.bin.x" + UUID + ".tmp",
                ".model.bin.7-" + UUID + "0.tmp",
                ".model.bin.old." + UUID + ".tmp",
                ".model." + UUID + ".tmp",
                "model.bin." + UUID + ".tmp",
                ".model.bin.7-" + UUID)
            .map(folder::resolve)
            .toList();
    for (Path other : others) {
      file(other.getFileName().toString(), DAYS);
    }
    write();
    assertThat(hidden()).containsAll(others).contains(deeper).hasSize(others.size() + 1);
  }

  /** The clock of the file system counts, not this machine's. */
  @Test
  void aFileFromTheFutureStays() throws IOException, InterruptedException {
    Path future = file(".model.bin." + deadProcess() + "-" + UUID + ".tmp", DAYS.negated());
    write();
    assertThat(hidden()).containsExactly(future);
  }

  @Test
  void aProcessThatRunsIsTheWriterIfItRanThen() {
    ProcessHandle self = ProcessHandle.current();
    Instant start = self.info().startInstant().orElseThrow();
    Instant then = start.plusSeconds(5);
    assertThat(Leftovers.isLeft(self.pid(), then, then.plus(MINUTES))).isFalse();
    assertThat(Leftovers.isLeft(self.pid(), then, then.plus(DAYS))).isTrue();
    Instant before = start.minusSeconds(5); // another had its number
    assertThat(Leftovers.isLeft(self.pid(), before, before.plus(SECOND))).isFalse();
    assertThat(Leftovers.isLeft(self.pid(), before, before.plus(MINUTES))).isTrue();
  }

  /** A real writer, alive in the middle of its work, then really killed. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ofAKilledWriter() throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                target.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(writer.inputReader(UTF_8).readLine()).isEqualTo("writing");
    List<Path> part = hidden();
    assertThat(part).singleElement().asString().contains(".model.bin." + writer.pid() + "-");
    write();
    assertThat(hidden()).isEqualTo(part);
    writer.destroyForcibly().waitFor();
    write();
    assertThat(hidden()).as("written to just now").isEqualTo(part);
    aged(part.getFirst(), MINUTES);
    write();
    assertThat(hidden()).isEmpty();
  }

  /** Main class of the writer. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws IOException {
      AtomicFile.write(
          Path.of(args[0]),
          out -> {
            out.write(new byte[100_000]);
            System.out.println("writing");
            System.in.read();
          });
    }
  }
}
