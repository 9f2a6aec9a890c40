package dev.carousel.task.table;

import dev.carousel.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a whole UTF-8 file, packed by gzip or not, and refuses what is none. */
final class TextFile {
  private static final long LARGEST = 1L << 30;

  private TextFile() {}

  /** The text of the file without byte order mark. */
  static String read(Path file) {
    check(file);
    try {
      byte[] bytes = Files.readAllBytes(file);
      return decode(
          file.toString(), Gzip.is(bytes) ? Gzip.unpack(file.toString(), bytes, LARGEST) : bytes);
    } catch (IOException e) {
      throw new BadInput(e, file + " cannot be read: " + e.getMessage() + ".");
    }
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw new BadInput("%s does not exist (looked for %s).", file, file.toAbsolutePath());
    }
    if (Files.isDirectory(file)) {
      throw new BadInput("%s is a directory; a CSV file was expected.", file);
    }
    if (!Files.isReadable(file)) {
      throw new BadInput("%s may not be read by this user. Try: chmod u+r %s", file, file);
    }
    long size = size(file);
    if (size > LARGEST) {
      throw new BadInput(
          "%s has %d bytes; at most %d are read. Split it, or keep only the columns needed.",
          file, size, LARGEST);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new BadInput(e, file + " cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The text of these bytes; {@code source} names them in messages. */
  static String decode(String source, byte[] bytes) {
    if (bytes.length == 0) {
      throw new BadInput(
          "%s is empty (0 bytes); a line of column names and rows of values were expected.",
          source);
    }
    refuseNul(source, bytes);
    return decodeUtf8(source, bytes);
  }

  /** Only bytes that are no text are asked: a column may well be named PAR1. */
  private static void refuseKnownKind(String source, byte[] bytes) {
    FileKind kind = FileKind.of(bytes);
    if (kind != null) {
      throw new BadInput(
          "%s is no CSV text: it looks like %s. %s",
          source, kind.name(), kind.cure().replace("FILE", source));
    }
  }

  private static void refuseNul(String source, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        refuseKnownKind(source, bytes);
        throw new BadInput(
            "%s is no CSV text: byte %d is zero, so this is a binary file or UTF-16 text. "
                + "Save it as CSV UTF-8.",
            source, i + 1);
      }
    }
  }

  private static String decodeUtf8(String source, byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && (bytes[0] & 0xff) == 0xef
            && (bytes[1] & 0xff) == 0xbb
            && (bytes[2] & 0xff) == 0xbf;
    int start = mark ? 3 : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw notUtf8(source, bytes, in.position());
    }
    return out.flip().toString();
  }

  private static BadInput notUtf8(String source, byte[] bytes, int position) {
    refuseKnownKind(source, bytes);
    int line = 1;
    for (int i = 0; i < position; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return new BadInput(
        "%s, line %d: byte 0x%s is not UTF-8 text. Save the file as UTF-8, for example: "
            + "iconv -f WINDOWS-1252 -t UTF-8 %s > utf8.csv",
        source, line, String.format(Locale.ROOT, "%02X", bytes[position]), source);
  }
}
