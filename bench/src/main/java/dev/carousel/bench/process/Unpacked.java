package dev.carousel.bench.process;

import dev.carousel.bench.work.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer's native libraries are unpacked when it is first used. A process that is killed
 * meanwhile leaves half a library, which looks like a whole one and ends every later process; so
 * what no process was ready with is thrown away.
 *
 * @param folder the folder, which may not be there
 */
record Unpacked(Path folder) {

  /** Of a peer whose jars are in that folder. */
  static Unpacked of(Path jars) {
    return new Unpacked(jars.resolve("unpacked"));
  }

  /** The folder of a side's libraries; Carousel has none. */
  static @Nullable Unpacked of(Installation installation, Side side) {
    return side == Side.CAROUSEL ? null : of(installation.peers().resolve(Case.name(side)));
  }

  /** Throws away what was left by a process that never got ready. */
  void clearUnlessWhole() throws IOException {
    if (!Files.exists(mark())) {
      Scratch.delete(folder);
    }
  }

  /** A process is ready with what lies there. */
  void isWhole() throws IOException {
    Files.createDirectories(folder);
    if (!Files.exists(mark())) {
      Files.createFile(mark());
    }
  }

  /** A process ended before it was ready: next time the libraries are unpacked anew. */
  void mayBeBroken() throws IOException {
    Files.deleteIfExists(mark());
  }

  private Path mark() {
    return folder.resolve("whole");
  }
}
