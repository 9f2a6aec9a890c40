package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.Engine;
import org.jspecify.annotations.Nullable;

/** A cell over time as one operation of the tape, and as kernels on arrays for one step. */
interface Fused extends OverTime {
  /** One step at a time, allocating nothing. */
  Layer.Step stream(Place place, Engine engine);

  /** The fused form of a cell; null if it has none. */
  static @Nullable Fused of(Cell cell) {
    return switch (cell) {
      case GruCell gru when gru.usual() -> new FusedGru(gru);
      case RnnCell rnn when rnn.kernelActivation() != null ->
          new FusedRnn(rnn, rnn.kernelActivation());
      default -> FusedLstm.of(cell);
    };
  }
}
