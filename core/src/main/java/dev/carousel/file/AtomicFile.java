package dev.carousel.file;

import dev.carousel.BadInput;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file as a whole or not at all. The content goes to a temporary file in the same folder
 * ({@code .NAME.<process>-<uuid>.tmp}), is forced to disk and renamed over the target, then the
 * folder is forced. Whoever opens the target, at any moment and after any crash, finds the old
 * content or the new. A process that is killed while writing leaves the temporary file behind,
 * nothing else; whoever writes the same target a minute later or more removes it.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /** Writes the content of a file to a stream that is buffered and need not be closed. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; an exception keeps the old file. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces or creates the target; missing folders are created. The permissions of a replaced file
   * are kept, a symbolic link is followed. An interrupted thread writes all the same.
   *
   * @throws BadInput if the target cannot be a file that we may write: a folder, a device, a
   *     write-protected file, a folder without permission to write
   * @throws IOException if writing failed, on a full disk for instance: the old file is untouched
   *     and the temporary one is gone
   */
  public static void write(Path target, Content content) throws IOException {
    try (AtomicFiles files = new AtomicFiles()) {
      files.write(target, temporary -> fill(temporary, content));
      files.commit();
    }
  }

  /**
   * Refuses a target that cannot be a file that we may write; creates nothing.
   *
   * @throws BadInput with what it is instead, and a cure
   */
  public static void check(Path target) throws IOException {
    checkFolder(parent(resolve(target)));
  }

  /** The file behind links, checked to be none or an ordinary one that may be replaced. */
  static Path resolve(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new BadInput("%s: is a folder, expected a file; add a file name", target);
    }
    if (target.getFileName() == null) {
      throw new BadInput("'%s': has no file name, expected a file; add a file name", target);
    }
    if (!Files.exists(target)) {
      return target.toAbsolutePath();
    }
    Path file = target.toRealPath();
    if (!Files.isRegularFile(file)) {
      throw new BadInput("%s: is a device or pipe, expected a file; choose another name", target);
    }
    if (!Files.isWritable(file)) {
      throw new BadInput(
          "%s: is write-protected, expected a file that may be replaced; choose another name or"
              + " allow writing",
          target);
    }
    return file;
  }

  /** The folder of a file, made if it is not there. */
  static Path openFolder(Path file) throws IOException {
    Path folder = parent(file);
    checkFolder(folder);
    try {
      return Files.createDirectories(folder);
    } catch (NoSuchFileException e) { // /proc says so
      throw new BadInput(e, folder + ": cannot be made, expected a folder; choose another path");
    }
  }

  private static void checkFolder(Path folder) {
    Path existing = folder;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = parent(existing);
    }
    if (!Files.isDirectory(existing)) {
      throw new BadInput(
          "%s: is a file or a broken link, expected a folder; choose another path", existing);
    }
    if (!Files.isWritable(existing)) {
      throw noPermission(new AccessDeniedException(existing.toString()), existing);
    }
  }

  static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new BadInput("%s: does not exist, expected a folder; choose another path", path);
    }
    return parent;
  }

  static BadInput noPermission(IOException cause, Path path) {
    return new BadInput(
        cause,
        path
            + ": no permission to write there, expected a folder that may be written; choose"
            + " another one or allow writing");
  }

  // A plain stream, not a channel: an interrupt closes a channel, and a checkpoint that is written
  // because the run was interrupted must get through.
  private static void fill(Path temporary, Content content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
      content.writeTo(buffered);
      buffered.flush();
      out.getFD().sync();
    }
  }

  /** The permissions of a file that is to be replaced go over to its successor. */
  static void keepPermissions(Path file, Path successor) throws IOException {
    if (Files.exists(file) && posix(file)) {
      Files.setPosixFilePermissions(successor, Files.getPosixFilePermissions(file));
    }
  }

  /** Makes the rename durable. Only POSIX systems can force a folder; others need not. */
  static void force(Path folder) throws IOException {
    if (!posix(folder)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!forced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if an interrupt came in between. */
  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
