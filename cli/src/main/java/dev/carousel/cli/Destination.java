package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Places for results, seen to be good before an hour is spent on what goes into them. */
final class Destination {
  private Destination() {}

  /** Refuses what cannot be a folder; creates nothing. */
  static void checkFolder(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInput("%s: is a file, expected a folder; choose another --out", folder);
    }
  }

  /** Refuses what cannot be a file named by an option; creates nothing. */
  static void checkFile(Path file, String option) {
    if (Files.isDirectory(file)) {
      throw new BadInput("%s: is a folder, expected a file; give %s a file name", file, option);
    }
  }

  /** The folder of a file. */
  static Path folderOf(Path file) {
    return Objects.requireNonNullElse(file.getParent(), Path.of(""));
  }

  /** Makes a folder and sees that it takes files. */
  static void prepare(Path folder) throws IOException {
    Path probe = folder.resolve(".carousel");
    AtomicFile.write(probe, out -> {});
    Files.delete(probe);
  }
}
