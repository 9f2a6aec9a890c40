package dev.carousel.layer;

import dev.carousel.cell.CellActivation;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.RnnActivation;

/** Simple RNN layers: {@link RnnCell} over time, by the fused sweep. */
public final class SimpleRnn {
  private SimpleRnn() {}

  /** A layer of that many units with tanh, giving its last h. */
  public static Recurrent units(int units) {
    return units(units, RnnActivation.TANH);
  }

  /** The same with any activation; only tanh and relu are fused, others several times slower. */
  public static Recurrent units(int units, CellActivation activation) {
    return Recurrent.of(new RnnCell(units, activation));
  }

  /** The same with another activation. */
  public static Recurrent units(int units, RnnActivation activation) {
    return Recurrent.of(new RnnCell(units, activation));
  }
}
