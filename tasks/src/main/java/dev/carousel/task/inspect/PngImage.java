package dev.carousel.task.inspect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A picture of at most 256 colours as PNG (ISO/IEC 15948: signature, IHDR, PLTE, IDAT, IEND).
 *
 * @param width in pixels
 * @param height in pixels
 * @param palette red, green, blue, colour by colour
 * @param pixels a colour's number each, row by row
 */
record PngImage(int width, int height, byte[] palette, byte[] pixels) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte BIT_DEPTH = 8;
  private static final byte INDEXED = 3;

  /** The file's bytes. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    chunk(out, "IHDR", header.put(BIT_DEPTH).put(INDEXED).array()); // and three zeros
    chunk(out, "PLTE", palette);
    chunk(out, "IDAT", packed());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** The file as an address that holds its content. */
  String address() {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes());
  }

  /** Rows, each behind the number of its filter: 0, none. */
  private byte[] packed() {
    byte[] rows = new byte[height * (width + 1)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * width, rows, y * (width + 1) + 1, width);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(rows);
      deflater.finish();
      byte[] piece = new byte[1 << 14];
      while (!deflater.finished()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) check.getValue()).array());
  }
}
