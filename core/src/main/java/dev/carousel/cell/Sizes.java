package dev.carousel.cell;

/** Checks of cells' options. */
final class Sizes {
  private Sizes() {}

  /** Refuses sizes below 1. */
  static void positive(String what, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("%s: %d, expected at least 1".formatted(what, size));
    }
  }

  /** Refuses what is no number. */
  static void finite(String what, float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("%s: %s, expected a finite number".formatted(what, value));
    }
  }
}
