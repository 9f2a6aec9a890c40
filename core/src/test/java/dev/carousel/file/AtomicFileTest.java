package dev.carousel.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] OLD = "the old content".getBytes(UTF_8);
  private static final byte[] NEW = "new".getBytes(UTF_8);

  @TempDir Path folder;

  private Path old() throws IOException {
    return Files.write(folder.resolve("model.bin"), OLD);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void createsAndReplacesAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("model.bin");
    AtomicFile.write(file, out -> out.write(OLD));
    assertThat(file).hasBinaryContent(OLD);
    AtomicFile.write(file, out -> out.write(NEW));
    assertThat(file).hasBinaryContent(NEW);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void aFailureInTheMiddleKeepsTheOldFile() throws IOException {
    Path file = old();
    IOException full = new IOException("No space left on device");
    AtomicFile.Content content =
        out -> {
          out.write(new byte[1_000_000]);
          throw full;
        };
    assertThatThrownBy(() -> AtomicFile.write(file, content))
        .isInstanceOf(IOException.class)
        .hasCause(full)
        .hasMessage(
            file
                + ": cannot be written (No space left on device), the old files are kept; free some"
                + " space or choose another place");
    assertThat(file).hasBinaryContent(OLD);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void soDoesAnyOtherException() throws IOException {
    Path file = old();
    AtomicFile.Content content =
        out -> {
          throw new IllegalStateException("a defect");
        };
    assertThatThrownBy(() -> AtomicFile.write(file, content)).hasMessage("a defect");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void whileWritingTheOldFileIsThere() throws IOException {
    Path file = old();
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[1_000_000]);
          assertThat(file).hasBinaryContent(OLD);
          assertThat(files()).hasSize(2);
        });
    assertThat(file).hasSize(1_000_000);
  }

  /** A real refusal by the operating system: the child may write files of 64 KiB at most. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theSystemRunsOutOfSpace() throws IOException, InterruptedException {
    Path file = old();
    String java = ProcessHandle.current().info().command().orElseThrow();
    String limited = "ulimit -f 128 && exec \"$0\" \"$@\"";
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                limited,
                java,
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Filler.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains(file + ": cannot be written (File too large)");
    assertThat(file).hasBinaryContent(OLD);
    assertThat(files()).containsExactly(file);
  }

  /** Main class of the child. */
  static final class Filler {
    private Filler() {}

    public static void main(String[] args) throws IOException {
      AtomicFile.write(Path.of(args[0]), out -> out.write(new byte[1_000_000]));
    }
  }

  @Test
  void filesAreReplacedTogetherOrNotAtAll() throws IOException {
    Path first = old();
    Path second = folder.resolve("second");
    assertThatThrownBy(() -> writeTwo(first, second, new IOException("full")))
        .hasMessageStartingWith(second + ": cannot be written (full), the old files are kept");
    assertThat(first).hasBinaryContent(OLD);
    assertThat(files()).containsExactly(first);
    writeTwo(first, second, null);
    assertThat(first).hasBinaryContent(NEW);
    assertThat(files()).containsExactlyInAnyOrder(first, second);
  }

  private static void writeTwo(Path first, Path second, IOException failure) throws IOException {
    try (AtomicFiles files = new AtomicFiles()) {
      files.write(first, to -> AtomicFile.write(to, out -> out.write(NEW)));
      files.write(
          second,
          to ->
              AtomicFile.write(
                  to,
                  out -> {
                    assertThat(first).hasBinaryContent(OLD);
                    if (failure != null) {
                      throw failure;
                    }
                  }));
      files.commit();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatCannotBeMadeIsRefused() {
    assertRefused(Path.of("/proc/carousel/model.bin"), "cannot be made");
  }

  @Test
  void checkingWritesNothing() throws IOException {
    AtomicFile.check(folder.resolve("runs/7/model.bin"));
    assertThat(files()).isEmpty();
    assertThatThrownBy(() -> AtomicFile.check(old().resolve("model.bin")))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void missingFoldersAreCreated() throws IOException {
    Path file = folder.resolve("runs/7/model.bin");
    AtomicFile.write(file, out -> out.write(NEW));
    assertThat(file).hasBinaryContent(NEW);
  }

  @Test
  void aRelativeNameWithoutFolderWorks() throws IOException {
    Path file = Path.of("target/../atomic-file-test.bin").normalize();
    try {
      AtomicFile.write(file, out -> out.write(NEW));
      assertThat(file).hasBinaryContent(NEW);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void anInterruptedThreadWritesAndStaysInterrupted() throws IOException {
    Path file = old();
    Thread.currentThread().interrupt();
    AtomicFile.write(file, out -> out.write(NEW));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasBinaryContent(NEW);
  }

  @Test
  void aFolderCannotBeTheTarget() throws IOException {
    assertRefused(folder, "is a folder");
    assertRefused(Path.of("/"), "is a folder");
    assertRefused(Path.of(""), "is a folder");
  }

  @Test
  void aFileCannotBeTheFolder() throws IOException {
    assertRefused(old().resolve("model.bin"), "is a file");
    assertRefused(old().resolve("deeper/model.bin"), "is a file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void neitherDevicesNorForbiddenFoldersAreTouched() throws IOException {
    assertRefused(Path.of("/dev/null"), "is a device or pipe");
    // not even root may create a file here
    assertRefused(Path.of("/sys/carousel.bin"), "no permission");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  private static void assertRefused(Path target, String reason) {
    assertThatThrownBy(() -> AtomicFile.write(target, out -> out.write(NEW)))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(reason, "expected", ";");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissionsOfTheReplacedFileAreKept() throws IOException {
    Path file = old();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    AtomicFile.write(file, out -> out.write(NEW));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    Path plain = Files.createFile(folder.resolve("plain"));
    Path fresh = folder.resolve("fresh");
    AtomicFile.write(fresh, out -> out.write(NEW));
    assertThat(Files.getPosixFilePermissions(fresh))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkStaysALink() throws IOException {
    Path file = old();
    Path link = Files.createSymbolicLink(folder.resolve("latest"), file.getFileName());
    AtomicFile.write(link, out -> out.write(NEW));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(NEW);
  }

  @Test
  void writersRaceAndOneWins() throws IOException, InterruptedException {
    Path file = old();
    List<Thread> writers =
        Stream.of("a", "b")
            .map(letter -> letter.repeat(100_000).getBytes(UTF_8))
            .map(content -> Thread.ofPlatform().unstarted(() -> writeOften(file, content)))
            .toList();
    writers.forEach(Thread::start);
    while (writers.stream().anyMatch(Thread::isAlive)) {
      String content = Files.readString(file);
      assertThat(content).matches("the old content|a{100000}|b{100000}");
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(file).hasSize(100_000);
    assertThat(files()).containsExactly(file);
  }

  private static void writeOften(Path file, byte[] content) {
    for (int i = 0; i < 20; i++) {
      try {
        AtomicFile.write(file, out -> out.write(content));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
