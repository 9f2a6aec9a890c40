package dev.carousel.task.text.token;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Texts of subwords; bytes are held until they make a character, or turn out to make none. */
final class SubwordDecoder implements Decoder {
  private final String[] texts; // from token 256 on
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
  private final ByteBuffer held = ByteBuffer.allocate(8);
  private final CharBuffer out = CharBuffer.allocate(8);

  SubwordDecoder(String[] texts) {
    this.texts = texts;
  }

  @Override
  public String next(int token) {
    Check.token(token, Subwords.BYTES + texts.length);
    if (token >= Subwords.BYTES) {
      return end() + texts[token - Subwords.BYTES];
    }
    held.put((byte) token);
    return decode(false);
  }

  @Override
  public String end() {
    if (held.position() == 0) {
      return "";
    }
    String rest = decode(true);
    utf8.reset();
    return rest;
  }

  private String decode(boolean end) {
    held.flip();
    utf8.decode(held, out, end);
    held.compact();
    String text = out.flip().toString();
    out.clear();
    return text;
  }
}
