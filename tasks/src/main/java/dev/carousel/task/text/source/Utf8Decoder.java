package dev.carousel.task.text.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * UTF-8 to code points, strictly: the well-formed byte sequences of the Unicode Standard, table
 * 3-7. No overlong forms, no surrogates, nothing beyond U+10FFFF.
 */
final class Utf8Decoder {
  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private long consumed; // bytes of the buffers before this one
  private long line = 1;

  Utf8Decoder(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * The next code point, -1 at the end.
   *
   * @throws dev.carousel.BadInput if the next bytes are not UTF-8
   */
  int next() throws IOException {
    int first = nextByte();
    if (first < 0x80) { // also the end
      line += first == '\n' ? 1 : 0;
      return first;
    }
    return sequence(first);
  }

  private int sequence(int first) throws IOException {
    long start = consumed + at - 1;
    if (first < 0xC2 || first > 0xF4) {
      throw NotUtf8.at(file, line, start, false, first);
    }
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int codePoint = first & (0x3F >> more);
    int[] bytes = {first, -1, -1, -1};
    for (int i = 1; i <= more; i++) {
      int b = nextByte();
      bytes[i] = b;
      if (i == 1 ? !isSecond(first, b) : (b & 0xC0) != 0x80) {
        throw NotUtf8.at(file, line, start, b < 0, bytes);
      }
      codePoint = (codePoint << 6) | (b & 0x3F);
    }
    return codePoint;
  }

  /** Whether the second byte fits the first; -1 never does. */
  private static boolean isSecond(int first, int second) {
    return switch (first) {
      case 0xE0 -> second >= 0xA0 && second <= 0xBF;
      case 0xED -> second >= 0x80 && second <= 0x9F;
      case 0xF0 -> second >= 0x90 && second <= 0xBF;
      case 0xF4 -> second >= 0x80 && second <= 0x8F;
      default -> second >= 0x80 && second <= 0xBF;
    };
  }

  private int nextByte() throws IOException {
    if (at == limit) {
      consumed += limit;
      at = 0;
      limit = Math.max(0, in.read(buffer));
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[at++] & 0xFF;
  }
}
