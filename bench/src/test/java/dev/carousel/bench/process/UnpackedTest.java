package dev.carousel.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedTest {
  @TempDir Path jars;
  private Unpacked unpacked;
  private Path library;

  @BeforeEach
  void unpack() throws IOException {
    unpacked = Unpacked.of(jars);
    library = unpacked.folder().resolve("native.jar").resolve("library.so");
    Files.createDirectories(library.getParent());
    Files.createFile(library);
  }

  @Test
  void whatNoProcessWasReadyWithIsThrownAway() throws IOException {
    unpacked.clearUnlessWhole();
    assertThat(unpacked.folder()).doesNotExist();
    unpacked.clearUnlessWhole();
    assertThat(jars).isEmptyDirectory();
  }

  @Test
  void whatOneWasReadyWithStays() throws IOException {
    unpacked.isWhole();
    unpacked.isWhole();
    unpacked.clearUnlessWhole();
    assertThat(library).exists();
  }

  @Test
  void butNotOnceAProcessEndedBeforeItWasReady() throws IOException {
    unpacked.isWhole();
    unpacked.mayBeBroken();
    unpacked.clearUnlessWhole();
    assertThat(library).doesNotExist();
  }
}
