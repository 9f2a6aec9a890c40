package dev.carousel.file;

import dev.carousel.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Files that replace the old ones together. Each is written to a temporary file beside its target
 * ({@code .NAME.<process>-<uuid>.tmp}); when all are on the disk, {@link #commit} renames them.
 * Closed before that, it removes them: an error while writing leaves every old file.
 */
public final class AtomicFiles implements AutoCloseable {
  private final List<Staged> staged = new ArrayList<>();

  /** A file that waits under another name; {@code file} is the target behind links. */
  private record Staged(Path target, Path temporary, Path file) {}

  /** Writes a file under the name it is given. */
  @FunctionalInterface
  public interface Writer {
    /** Writes everything. */
    void writeTo(Path file) throws IOException;
  }

  /** What could not be written, with the cure. */
  private static final class NotWritten extends FileSystemException {
    private static final long serialVersionUID = 1L;

    NotWritten(Path target, IOException cause) {
      super(target.toString(), null, reason(cause));
      initCause(cause);
    }

    private static String reason(IOException cause) {
      if (cause instanceof NotWritten inner) {
        return inner.getReason();
      }
      String why = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
      return "cannot be written (%s), the old files are kept; free some space or choose another place"
          .formatted(why == null ? cause : why);
    }
  }

  /**
   * Writes the new content of a target, beside it. Missing folders are created.
   *
   * @throws BadInput if the target cannot be a file that we may write, see {@link AtomicFile#check}
   * @throws IOException if writing failed, with the target's name and a cure
   */
  public void write(Path target, Writer writer) throws IOException {
    Path file = AtomicFile.resolve(target);
    Path folder = AtomicFile.openFolder(file);
    Leftovers leftovers = new Leftovers(folder.resolve(file.getFileName()));
    Path temporary = leftovers.newName();
    staged.add(new Staged(target, temporary, file));
    try {
      Files.createFile(temporary);
      leftovers.remove(temporary);
      writer.writeTo(temporary);
    } catch (AccessDeniedException e) {
      throw AtomicFile.noPermission(e, target);
    } catch (UncheckedIOException e) {
      throw new NotWritten(target, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw new NotWritten(target, e);
    }
  }

  /** Renames all to their targets, which keep their permissions, and makes that durable. */
  public void commit() throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Staged one : staged) {
      try {
        AtomicFile.keepPermissions(one.file, one.temporary);
        Files.move(one.temporary, one.file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new NotWritten(one.target, e);
      }
      folders.add(AtomicFile.parent(one.file));
    }
    for (Path folder : folders) {
      AtomicFile.force(folder);
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    for (Staged one : staged) {
      Files.deleteIfExists(one.temporary);
    }
  }
}
