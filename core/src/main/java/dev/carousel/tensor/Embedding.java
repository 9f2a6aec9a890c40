package dev.carousel.tensor;

import dev.carousel.kernel.Rows;

/** Rows of a table by token: what a one-hot input times the table would give. */
final class Embedding {
  private Embedding() {}

  /** {@code y[.., :] = table[ids[..], :]}. */
  static FloatTensor apply(Tape tape, FloatTensor ids, FloatTensor table) {
    if (table.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "embedding: table %s, expected (V, E)".formatted(table.shape()));
    }
    Tokens.check("embedding: ids", ids, table.shape().at(0));
    int n = ids.size();
    int width = table.shape().at(1);
    FloatTensor y = tape.output(ids.shape().append(width), table.needsGradient);
    Rows.gather(tape.engine(), ids.data, ids.offset, n, width, table.data, table.offset, y.data, 0);
    return tape.record(
        y,
        () -> { // dTable[ids[..], :] += dy[.., :], by time; no other row is touched
          float[] d = table.gradient();
          int at = table.gradientOffset();
          int time = ids.shape().last();
          Rows.scatterAdd(
              tape.engine(), ids.data, ids.offset, n, time, width, y.gradient(), 0, d, at);
        });
  }
}
