package dev.carousel.task.text.source;

/**
 * White space as Unicode's property White_Space has it. Written out, so that tokens do not depend
 * on the JDK's tables.
 */
public final class WhiteSpace {
  private WhiteSpace() {}

  /** Whether a code point is white space; the newline is. */
  public static boolean is(int codePoint) {
    if (codePoint <= 0x20) {
      return codePoint == 0x20 || (codePoint >= 0x09 && codePoint <= 0x0D);
    }
    return switch (codePoint) {
      case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> codePoint >= 0x2000 && codePoint <= 0x200A;
    };
  }
}
