package dev.carousel.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScratchTest {
  @Test
  void goesWithAllThatIsInIt() throws IOException {
    Path folder = Scratch.folder();
    Path inside = Files.createDirectory(folder.resolve("library"));
    Files.writeString(inside.resolve("half"), "of it");
    Scratch.delete(folder);
    assertThat(folder).doesNotExist();
    Scratch.delete(folder);
  }
}
