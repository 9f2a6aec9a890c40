package dev.carousel.cell;

import dev.carousel.tensor.Tensor;

/**
 * g of minGRU and minLSTM (Feng et al. 2024, appendix B.2.1): {@code g(v) = v + 1/2} for v from 0
 * on, s(v) below. Always positive, so that it has a logarithm.
 */
final class PositiveCandidate {
  private static final float LN_2 = 0x1.62e43p-1f;

  private PositiveCandidate() {}

  /** g(v), as max(v, 0) + s(min(v, 0)). */
  static Tensor g(Tensor v) {
    return v.relu().plus(negative(v).sigmoid());
  }

  /** ln g(v), as ln(max(v, 0) + 1/2) + ln 2 + ln s(min(v, 0)). */
  static Tensor logG(Tensor v) {
    return v.relu().plus(0.5f).log().plus(LN_2).plus(negative(v).logSigmoid());
  }

  /** min(v, 0). */
  private static Tensor negative(Tensor v) {
    return v.clip(-Float.MAX_VALUE, 0);
  }
}
