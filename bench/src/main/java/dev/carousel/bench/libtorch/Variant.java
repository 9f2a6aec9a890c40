package dev.carousel.bench.libtorch;

import java.util.List;

/**
 * How libtorch is asked for the same function.
 *
 * @param oneDnn whether its oneDNN kernels may be used
 * @param batchFirst (B, T, .) or (T, B, .)
 */
record Variant(boolean oneDnn, boolean batchFirst) {
  static final List<Variant> ALL =
      List.of(
          new Variant(true, false),
          new Variant(true, true),
          new Variant(false, false),
          new Variant(false, true));

  @Override
  public String toString() {
    return "%s, %s".formatted(oneDnn ? "oneDNN" : "native", batchFirst ? "(B, T)" : "(T, B)");
  }
}
