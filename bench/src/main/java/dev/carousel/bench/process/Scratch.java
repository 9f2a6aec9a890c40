package dev.carousel.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders that are there for a while. */
final class Scratch {
  private Scratch() {}

  /** A new folder for temporary files. What is left of it goes when this process ends. */
  static Path folder() throws IOException {
    Path folder = Files.createTempDirectory("carousel-bench");
    Thread end =
        new Thread(() -> {
          try {
            delete(folder);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Runtime.getRuntime().addShutdownHook(end); // runs after Ctrl-C, too
    return folder;
  }

  /** Deletes a folder, if it is there, and all that is in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
