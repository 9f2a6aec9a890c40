package dev.carousel.file;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The temporary files of one target, {@code .NAME.<process>-<uuid>.tmp}, and what becomes of those
 * whose writer was killed. One is removed if
 *
 * <ul>
 *   <li>nobody has written to it for a day, or
 *   <li>nobody has written to it for a minute, and its process does not run here or was started
 *       after that (in containers the numbers of processes are soon used again).
 * </ul>
 *
 * <p>A writer at work is safe: its process runs. One in another container or on another machine,
 * whose process cannot be seen here, is safe as long as it writes something every minute; if not,
 * it fails with an exception, and the target keeps its content. Ages are differences of two times
 * of the same file system, so that a clock that is wrong does no harm.
 */
record Leftovers(Path target) {
  private static final Logger LOG = System.getLogger(Leftovers.class.getName());
  private static final Duration OLD = Duration.ofDays(1);
  private static final Duration SILENT = Duration.ofMinutes(1);
  private static final Duration BLUR = Duration.ofSeconds(2); // of the start time of a process

  /** Target, process and uuid; earlier versions wrote no process. */
  private static final Pattern TEMPORARY =
      Pattern.compile(
          "\\.(.+)\\.(?:([0-9]{1,18})-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  /** A name that no other writer has, beside the target. */
  Path newName() {
    String writer = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    return target.resolveSibling("." + target.getFileName() + "." + writer + ".tmp");
  }

  /**
   * Removes what dead writers of the target have left. What cannot be removed stays, which is no
   * reason not to write.
   *
   * @param fresh a file in the same folder, made just now
   */
  void remove(Path fresh) {
    try {
      Instant now = Files.getLastModifiedTime(fresh).toInstant();
      try (DirectoryStream<Path> folder = Files.newDirectoryStream(target.resolveSibling(""))) {
        for (Path file : folder) {
          remove(file, now);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.DEBUG, "temporary files of " + target + " cannot be looked for", e);
    }
  }

  private void remove(Path file, Instant now) {
    Matcher name = TEMPORARY.matcher(String.valueOf(file.getFileName()));
    if (!name.matches() || !isTarget(name.group(1))) {
      return;
    }
    long process = name.group(2) == null ? 0 : Long.parseLong(name.group(2));
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isRegularFile() && isLeft(process, found.lastModifiedTime().toInstant(), now)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, file + ", left by a writer, cannot be removed", e);
    }
  }

  /** Whether a temporary file of that name's is one of the target: of {@link AtomicFiles} twice. */
  private boolean isTarget(String name) {
    if (name.equals(String.valueOf(target.getFileName()))) {
      return true;
    }
    Matcher inner = TEMPORARY.matcher(name);
    return inner.matches() && isTarget(inner.group(1));
  }

  /** Whether nobody goes on with a file that this process, 0 if unknown, wrote to last then. */
  static boolean isLeft(long process, Instant modified, Instant now) {
    Duration age = Duration.between(modified, now);
    return age.compareTo(OLD) >= 0
        || (process > 0 && age.compareTo(SILENT) >= 0 && !isWriter(process, modified));
  }

  /** Whether the process runs, and did when the file was written. */
  private static boolean isWriter(long process, Instant modified) {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .filter(p -> !p.info().startInstant().orElse(modified).isAfter(modified.plus(BLUR)))
        .isPresent();
  }
}
