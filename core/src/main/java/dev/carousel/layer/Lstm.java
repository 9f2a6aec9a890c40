package dev.carousel.layer;

import dev.carousel.cell.LstmCell;

/** LSTM layers: {@link LstmCell} over time, by the fused sweep. */
public final class Lstm {
  private Lstm() {}

  /** A layer of that many units, giving its last h; forget bias 1. */
  public static Recurrent units(int units) {
    return Recurrent.of(new LstmCell(units, 1f));
  }
}
