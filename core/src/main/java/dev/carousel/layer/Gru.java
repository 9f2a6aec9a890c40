package dev.carousel.layer;

import dev.carousel.cell.CellActivation;
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

  /**
   * The same with another function of the candidate in place of tanh: what Keras calls {@code
   * activation}. Not fused, so several times slower.
   */
  public static Recurrent units(int units, CellActivation activation) {
    return units(units, activation, CellActivation.LOGISTIC);
  }

  /** The same with another function of the gates too: {@code recurrent_activation}. */
  public static Recurrent units(int units, CellActivation activation, CellActivation gate) {
    return Recurrent.of(new GruCell(units, true, gate, activation));
  }

  /** Of tanh, with the reset before the recurrent product, as in the paper (Cho et al. 2014). */
  public static Recurrent resetBefore(int units) {
    return Recurrent.of(new GruCell(units, false));
  }
}
