package dev.carousel.bench.libtorch;

/**
 * How libtorch is asked for the same function.
 *
 * @param oneDnn whether its oneDNN kernels may be used
 * @param batchFirst (B, T, .) or (T, B, .)
 */
record Variant(boolean oneDnn, boolean batchFirst) {
  @Override
  public String toString() {
    return "%s, %s".formatted(oneDnn ? "oneDNN" : "native", batchFirst ? "(B, T)" : "(T, B)");
  }
}
