package dev.carousel.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a GRU and the gradients of it in arrays that are larger: h before the step at 2, after
 * it behind that, all else at other places.
 */
final class GruRow {
  static final int GATES = 1;
  static final int TERM = 3;
  static final int BEFORE = 2;

  final int hidden;
  final boolean resetAfter;
  final int after;
  final GruGates.Rows rows;
  final GruGates.Rows gradients;

  GruRow(int hidden, boolean resetAfter, float range, boolean special) {
    this.hidden = hidden;
    this.resetAfter = resetAfter;
    this.after = BEFORE + hidden + 5;
    rows = rows(hidden, range, 2f, special);
    gradients = rows(hidden + 3, 1f, 1f, special);
  }

  private GruGates.Rows rows(long seed, float range, float stateRange, boolean special) {
    return new GruGates.Rows(
        Bits.random(seed, 3 * hidden + 9, range, special),
        Bits.random(seed + 1, hidden + 9, stateRange, special),
        Bits.random(seed + 2, 2 * hidden + 16, stateRange, special));
  }

  /** Forward and backward. */
  static GruRow run(GruGates kernel, int hidden, boolean resetAfter, float range, boolean special) {
    GruRow row = new GruRow(hidden, resetAfter, range, special);
    row.forward(kernel, 0, hidden);
    row.backward(kernel, 0, hidden);
    return row;
  }

  void forward(GruGates kernel, int from, int to) {
    forward(kernel, from, to, after);
  }

  /** Forward of some units, with h written at a place of its own. */
  void forward(GruGates kernel, int from, int to, int after) {
    if (resetAfter) {
      kernel.forwardResetAfter(hidden, from, to, rows, GATES, TERM, BEFORE, after);
    } else {
      kernel.forwardReset(hidden, from, to, rows, GATES, TERM, BEFORE);
      kernel.forwardUpdate(hidden, from, to, rows, GATES, BEFORE, after);
    }
  }

  void backward(GruGates kernel, int from, int to) {
    backward(kernel, from, to, gradients);
  }

  /** Backward of some units, with gradients in other arrays. */
  void backward(GruGates kernel, int from, int to, GruGates.Rows d) {
    if (resetAfter) {
      kernel.backwardResetAfter(hidden, from, to, rows, d, GATES, TERM, BEFORE, after);
    } else {
      kernel.backwardUpdate(hidden, from, to, rows, d, GATES, BEFORE, after);
      kernel.backwardReset(hidden, from, to, rows, d, GATES, TERM, BEFORE);
    }
  }

  float h(int j) {
    return rows.h()[after + j];
  }

  /** Every array by name. */
  Map<String, float[]> arrays() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("gates", rows.gates());
    arrays.put("term", rows.term());
    arrays.put("h", rows.h());
    arrays.put("dGates", gradients.gates());
    arrays.put("dTerm", gradients.term());
    arrays.put("dh", gradients.h());
    return arrays;
  }
}
