package dev.carousel.layer;

import dev.carousel.cell.CellActivation;
import dev.carousel.cell.LstmActivations;
import dev.carousel.cell.LstmCell;

/** LSTM layers: {@link LstmCell} over time, by the fused sweep. */
public final class Lstm {
  private Lstm() {}

  /** A layer of that many units, giving its last h; forget bias 1. */
  public static Recurrent units(int units) {
    return Recurrent.of(new LstmCell(units, 1f));
  }

  /**
   * The same with another function of what comes in and of what is shown of c, in place of tanh:
   * what Keras calls {@code activation}. Not fused, so several times slower.
   */
  public static Recurrent units(int units, CellActivation activation) {
    return units(units, activation, CellActivation.LOGISTIC);
  }

  /** The same with another function of the gates too: {@code recurrent_activation}. */
  public static Recurrent units(int units, CellActivation activation, CellActivation gate) {
    return Recurrent.of(new LstmCell(units, 1f, new LstmActivations(gate, activation, activation)));
  }
}
