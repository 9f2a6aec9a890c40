package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Places for results, seen to be good before an hour is spent on what goes into them. */
final class Destination {
  private Destination() {}

  /** Refuses what cannot be a folder; creates nothing. */
  static void checkFolder(Path folder) {
    checkFolder(folder, "--out");
  }

  /** Refuses what cannot be a folder named by an option; creates nothing. */
  static void checkFolder(Path folder, String option) {
    if (folder.toString().isEmpty()) {
      throw new BadInput("%s: empty, expected a folder; '.' is the current one", option);
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInput("%s: is a file, expected a folder; choose another %s", folder, option);
    }
  }

  /** Refuses what cannot be a file named by an option; creates nothing. */
  static void checkFile(Path file, String option) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadInput("%s: is a folder, expected a file; give %s a file name", file, option);
    }
    AtomicFile.check(file);
  }

  /**
   * Refuses to let a model take the place of what is none, and says so if one will be replaced: its
   * training may have taken an hour.
   */
  static void checkModel(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    if (!looksLikeModel(file)) {
      throw new BadInput(
          "%s: exists and is no model; give --model another name, or remove the file", file);
    }
    System.err.printf("carousel: %s exists; the model of this training will replace it%n", file);
  }

  /** Whether a file begins as safetensors files do: a length, and a JSON object of it. */
  private static boolean looksLikeModel(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Long.BYTES + 1);
      return head.length > Long.BYTES && head[Long.BYTES - 1] == 0 && head[Long.BYTES] == '{';
    }
  }

  /** Refuses a result that would take the place of what it is made from. */
  static void checkApart(Path result, String option, @Nullable Path input, String inputOption)
      throws IOException {
    if (input != null && Files.exists(result) && Files.exists(input)) {
      if (Files.isSameFile(result, input)) {
        throw new BadInput(
            "%s: %s and %s name the same file, which would be overwritten; give %s another name",
            result, inputOption, option, option);
      }
    }
  }

  /** Refuses two results in one file. */
  static void checkTwo(Path result, String option, @Nullable Path other, String otherOption) {
    if (other != null
        && result.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
      throw new BadInput(
          "%s: %s and %s name the same file; give one of them another name",
          result, otherOption, option);
    }
  }

  /** The folder of a file. */
  static Path folderOf(Path file) {
    return Objects.requireNonNullElse(file.getParent(), Path.of(""));
  }

  /**
   * Makes a folder and sees that it takes files.
   *
   * @return the folders that were made, the innermost first
   */
  static List<Path> prepare(Path folder) throws IOException {
    List<Path> made = new ArrayList<>();
    for (Path at = folder.toAbsolutePath();
        at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS);
        at = at.getParent()) {
      made.add(at);
    }
    Path probe = folder.resolve(".carousel");
    AtomicFile.write(probe, out -> {});
    Files.delete(probe);
    return made;
  }

  /** Sees that the folder of a file takes files, before an hour is spent; leaves nothing behind. */
  static void probe(Path file) throws IOException {
    removeEmpty(prepare(folderOf(file)));
  }

  /** Removes those of these folders that are empty again, the innermost first. */
  static void removeEmpty(List<Path> folders) throws IOException {
    try {
      for (Path folder : folders) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // results, or a checkpoint
    }
  }
}
