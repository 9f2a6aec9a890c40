package dev.carousel.task.classify;

import dev.carousel.BadInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads files of sequences, packed by gzip or not: {@link TsText} or {@link IdxImages}. */
public final class SequenceFile {
  private SequenceFile() {}

  /**
   * Reads a file.
   *
   * @param file a .ts file of the UCR and UEA archive, or an idx file of images
   * @param labels of images; null: the file beside them that is named like MNIST's
   * @param form of images
   * @throws BadInput if it is neither, or damaged, with the place and what was expected
   */
  public static SequenceSet read(Path file, @Nullable Path labels, ImageForm form) {
    byte[] bytes = bytes(file);
    if (IdxImages.is(bytes)) {
      Path beside = labels == null ? IdxImages.labelsOf(file) : labels;
      return IdxImages.read(file, bytes, beside, bytes(beside), form);
    }
    if (labels != null) {
      throw new BadInput(
          "%s: labels of their own are for idx images, a .ts file has its own", file);
    }
    return TsText.read(file.toString(), text(file, bytes));
  }

  private static byte[] bytes(Path file) {
    if (!Files.exists(file)) {
      throw new BadInput("%s does not exist (looked for %s)", file, file.toAbsolutePath());
    }
    if (Files.isDirectory(file)) {
      throw new BadInput("%s: is a folder, expected a .ts file or idx images", file);
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      return packed(bytes) ? unpacked(file, bytes) : bytes;
    } catch (IOException e) {
      throw new BadInput(e, file + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean packed(byte[] bytes) {
    return bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  private static byte[] unpacked(Path file, byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new BadInput(
          e, file + ": the gzip data are cut off or damaged; copy or download the file again");
    }
  }

  private static String text(Path file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadInput(
          e, file + ": is neither a .ts file (UTF-8 text with a line @data) nor idx images");
    }
  }
}
