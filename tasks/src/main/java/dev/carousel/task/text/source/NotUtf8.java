package dev.carousel.task.text.source;

import dev.carousel.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The refusal of bytes that are no UTF-8 text. */
final class NotUtf8 {
  private NotUtf8() {}

  /**
   * The refusal.
   *
   * @param offset of the first of these bytes, from 0
   * @param ends whether the file ends behind them
   * @param bytes as far as they were read; -1 where there was none
   */
  static BadInput at(Path file, long line, long offset, boolean ends, int... bytes)
      throws IOException {
    String found =
        Arrays.stream(bytes)
            .filter(b -> b >= 0)
            .mapToObj(b -> String.format(Locale.ROOT, "%02X", b))
            .collect(Collectors.joining(" "));
    return new BadInput(
        "%s, line %d, byte offset %d (from 0): found %s%s, expected UTF-8 text. %s",
        file, line, offset, found, ends ? " and the end of the file" : "", cure(file, ends));
  }

  private static String cure(Path file, boolean ends) throws IOException {
    if (ends) {
      return "It looks cut off in the midst of a character; copy or download it again.";
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(4);
    }
    String kind = new String(head, StandardCharsets.ISO_8859_1);
    if (kind.startsWith("\u001f\u008b")) {
      return "The file is gzip data, of which this is the text unpacked; save that as UTF-8.";
    }
    if (kind.startsWith("PK\u0003\u0004")) {
      return "It looks like a zip file; unpack it first: unzip " + file;
    }
    boolean utf16 = kind.startsWith("\u00ff\u00fe") || kind.startsWith("\u00fe\u00ff");
    String from = utf16 ? "UTF-16" : "WINDOWS-1252";
    return "Save it as UTF-8, for example: iconv -f %s -t UTF-8 %s > utf8.txt"
        .formatted(from, file);
  }
}
