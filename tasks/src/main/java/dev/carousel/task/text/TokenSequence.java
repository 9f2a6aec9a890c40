package dev.carousel.task.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Many tokens: two bytes each where the vocabulary has up to 65,536, else four; in memory or in a
 * mapped file. Never changes; safe for many threads.
 */
public final class TokenSequence {
  private final MemorySegment data;
  private final boolean wide;

  TokenSequence(MemorySegment data, boolean wide) {
    this.data = data;
    this.wide = wide;
  }

  /** These tokens. */
  public static TokenSequence of(int... tokens) {
    return new TokenSequence(MemorySegment.ofArray(tokens.clone()).asReadOnly(), true);
  }

  /** Bytes of a token. */
  static int width(boolean wide) {
    return wide ? Integer.BYTES : Short.BYTES;
  }

  /** Whether a vocabulary needs four bytes a token. */
  static boolean isWide(int vocabulary) {
    return vocabulary > 1 << Short.SIZE;
  }

  /** Number of tokens. */
  public long size() {
    return data.byteSize() / width(wide);
  }

  /** The token at a place. */
  public int at(long index) {
    return wide
        ? data.get(ValueLayout.JAVA_INT_UNALIGNED, index * Integer.BYTES)
        : Short.toUnsignedInt(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * Short.BYTES));
  }

  /** Writes the tokens {@code [from, from + n)} as floats, as they travel in tensors. */
  public void read(long from, int n, float[] to, int offset) {
    Objects.checkFromIndexSize(from, n, size());
    Objects.checkFromIndexSize(offset, n, to.length);
    for (int i = 0; i < n; i++) {
      to[offset + i] = at(from + i);
    }
  }
}
