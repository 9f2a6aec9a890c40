package dev.carousel.task.table;

import dev.carousel.BadInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks what gzip has packed, and refuses what is cut off or damaged. */
final class Gzip {
  private static final int PIECE = 1 << 16;

  private Gzip() {}

  /** A stream that knows whether something was left that is no gzip data. */
  private static final class Whole extends GZIPInputStream {
    private static final int TRAILER = 8;

    Whole(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes), PIECE);
    }

    /** After the last byte: what {@link GZIPInputStream} passes over in silence. */
    void refuseRest() throws IOException {
      if (inf.getRemaining() > TRAILER || in.read() >= 0) {
        throw new IOException("what follows its end is no whole gzip data");
      }
    }
  }

  /** Whether bytes begin like gzip. */
  static boolean is(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  /**
   * The bytes unpacked; their checksum is compared.
   *
   * @param source names them in messages
   * @param most how many are taken at the most
   * @throws BadInput if they are cut off, damaged or too many
   */
  static byte[] unpack(String source, byte[] bytes, long most) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (Whole in = new Whole(bytes)) {
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        unpacked.write(piece, 0, n);
        if (unpacked.size() > most) {
          throw new BadInput(
              "%s unpacks to more than %d bytes, which is the most that is read. Split it, or keep"
                  + " only the columns needed.",
              source, most);
        }
      }
      in.refuseRest();
      return unpacked.toByteArray();
    } catch (EOFException e) {
      throw new BadInput(
          e,
          Sentence.of(
              "%s is cut off: the gzip data end after %,d bytes of text. Copy or download it again.",
              source, unpacked.size()));
    } catch (IOException e) {
      throw new BadInput(
          e,
          Sentence.of(
              "%s is damaged gzip data (%s) after %,d bytes of text. Copy or download it again.",
              source, String.valueOf(e.getMessage()), unpacked.size()));
    }
  }
}
