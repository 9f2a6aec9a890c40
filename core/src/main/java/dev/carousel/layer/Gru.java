package dev.carousel.layer;

import dev.carousel.cell.GruCell;

/** GRU layers: {@link GruCell} over time, by the fused sweep. */
public final class Gru {
  private Gru() {}

  /**
   * A layer of that many units, giving its last h; reset after the recurrent product, as in cuDNN,
   * PyTorch and Keras.
   */
  public static Recurrent units(int units) {
    return Recurrent.of(new GruCell(units, true));
  }

  /** The same with the reset before the recurrent product, as in the paper (Cho et al. 2014). */
  public static Recurrent resetBefore(int units) {
    return Recurrent.of(new GruCell(units, false));
  }
}
