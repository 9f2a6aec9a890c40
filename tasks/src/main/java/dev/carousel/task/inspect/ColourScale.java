package dev.carousel.task.inspect;

import java.util.Locale;

/**
 * Numbers as colours, from a palette of 256 that reads the same on light and dark paper.
 *
 * @param least the number of the first colour
 * @param greatest the number of the last colour
 * @param stops colours the palette goes through, 0xRRGGBB, at equal distances
 */
record ColourScale(double least, double greatest, int... stops) {
  /** Colours of a palette. */
  static final int COLOURS = 256;

  private static final int[] GATE = {0x12264d, 0x1c6e8c, 0x5cb874, 0xf8df5a};
  private static final int[] SIGNED = {0x12508f, 0x6fb0d8, 0xf2efe9, 0xe9925e, 0x9c2d12};

  /** For what is never below 0, such as gates: 0 to 1, or further if the values go there. */
  static ColourScale ofGates(double greatest) {
    return new ColourScale(0, Math.max(1, greatest), GATE);
  }

  /** For what may be below 0: as far to either side, zero in the middle. */
  static ColourScale ofSigned(double least, double greatest) {
    double far = Math.max(1, Math.max(Math.abs(least), Math.abs(greatest)));
    return new ColourScale(-far, far, SIGNED);
  }

  /** The scale that fits. */
  static ColourScale of(Saturation of) {
    return of.signed() ? ofSigned(of.least(), of.greatest()) : ofGates(of.greatest());
  }

  /** The number of a value's colour. */
  int colour(float value) {
    double place = (value - least) / (greatest - least);
    return Math.clamp(Math.round(place * (COLOURS - 1)), 0, COLOURS - 1);
  }

  /** The palette as bytes red, green, blue, colour by colour. */
  byte[] palette() {
    byte[] palette = new byte[3 * COLOURS];
    for (int i = 0; i < COLOURS; i++) {
      double at = (double) i / (COLOURS - 1) * (stops.length - 1);
      int stop = Math.min((int) at, stops.length - 2);
      for (int c = 0; c < 3; c++) {
        int shift = 16 - 8 * c;
        int from = stops[stop] >> shift & 0xff;
        int to = stops[stop + 1] >> shift & 0xff;
        palette[3 * i + c] = (byte) Math.round(from + (at - stop) * (to - from));
      }
    }
    return palette;
  }

  /** The stops of a gradient in SVG, the greatest first. */
  String gradient() {
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < stops.length; i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<stop offset=\"%.3f\" stop-color=\"#%06x\"/>",
              (double) i / (stops.length - 1),
              stops[stops.length - 1 - i]));
    }
    return svg.toString();
  }
}
