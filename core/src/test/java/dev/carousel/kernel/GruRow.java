package dev.carousel.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arrays of one row of a GRU, each with a guard zone of its own size around it. */
final class GruRow {
  private static final float GUARD = 77f;

  final int hidden;
  final boolean resetAfter;
  final float[] gates;
  final float[] hPrev;
  final float[] resetH;
  final float[] h;
  final float[] dh;
  final float[] dResetH;
  final float[] dhPrev;
  final float[] dGates;

  GruRow(int hidden, boolean resetAfter, float range, boolean special) {
    this.hidden = hidden;
    this.resetAfter = resetAfter;
    gates = Bits.random(hidden, columns() + 9, range, special);
    hPrev = Bits.random(hidden + 1, hidden + 9, 2f, special);
    dh = Bits.random(hidden + 2, hidden + 9, 1f, special);
    dhPrev = Bits.random(hidden + 3, hidden + 9, 1f, special);
    dResetH = Bits.random(hidden + 4, hidden + 9, 1f, special);
    resetH = filled(hidden + 9);
    h = filled(hidden + 9);
    dGates = filled(columns() + 9);
  }

  private static float[] filled(int n) {
    float[] a = new float[n];
    Arrays.fill(a, GUARD);
    return a;
  }

  /** Values in a row of gates. */
  int columns() {
    return GruGate.recurrentColumn(hidden) + (resetAfter ? hidden : 0);
  }

  void forward(GruGates kernel) {
    forward(kernel, h, 4);
  }

  /** Forward with h written elsewhere. */
  void forward(GruGates kernel, float[] to, int toOffset) {
    if (resetAfter) {
      kernel.forwardResetAfter(hidden, gates, 1, hPrev, 2, to, toOffset);
    } else {
      kernel.forwardReset(hidden, gates, 1, hPrev, 2, resetH, 3);
      kernel.forwardUpdate(hidden, gates, 1, hPrev, 2, to, toOffset);
    }
  }

  void backward(GruGates kernel) {
    backward(kernel, dGates, 8);
  }

  /** Backward with the gradients of the gates written elsewhere. */
  void backward(GruGates kernel, float[] to, int toOffset) {
    if (resetAfter) {
      kernel.backwardResetAfter(hidden, gates, 1, hPrev, 2, dh, 5, dhPrev, 6, to, toOffset);
    } else {
      kernel.backwardUpdate(hidden, gates, 1, hPrev, 2, dh, 5, dhPrev, 6, to, toOffset);
      kernel.backwardReset(hidden, gates, 1, hPrev, 2, dResetH, 7, dhPrev, 6, to, toOffset);
    }
  }

  /** Every array that forward or backward writes, by name. */
  Map<String, float[]> written() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("gates", gates);
    arrays.put("resetH", resetH);
    arrays.put("h", h);
    arrays.put("dhPrev", dhPrev);
    arrays.put("dGates", dGates);
    return arrays;
  }
}
