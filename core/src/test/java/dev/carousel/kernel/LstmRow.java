package dev.carousel.kernel;

/**
 * The arrays of one row of an LSTM's gates, each with guards around what is used: states of the
 * step before at {@link #BEFORE}, of the step at {@link #after}.
 */
final class LstmRow {
  static final int GATES = 1;
  static final int BEFORE = 2;
  static final int DC = 7;
  static final int H_AT = 4;
  static final int D_PEEPHOLES = 3;
  private static final float GUARD = 77f;

  final int hidden;
  final int after;
  final LstmGates.Saved saved;
  final float[] dh;
  final float[] dc;
  final float[] dGates;
  final float[] dPeepholes;

  LstmRow(int hidden, float range, boolean special, boolean peepholes) {
    this.hidden = hidden;
    after = BEFORE + hidden + 3;
    saved =
        new LstmGates.Saved(
            Bits.random(hidden, 4 * hidden + 9, range, special),
            states(hidden + 1, BEFORE, 2f, special),
            states(0, -1, 0, false),
            states(0, -1, 0, false),
            peepholes ? Bits.random(hidden + 4, 3 * hidden, 1f, special) : null);
    dh = states(hidden + 2, after, 1f, special);
    dc = Bits.random(hidden + 3, hidden + 9, 1f, special);
    dGates = new float[4 * hidden + 9];
    java.util.Arrays.fill(dGates, GUARD);
    dPeepholes = Bits.random(hidden + 5, 3 * hidden + 9, 1f, special);
  }

  /** Two rows with guards, random at one of them. */
  private float[] states(int seed, int at, float range, boolean special) {
    float[] a = new float[2 * hidden + 9];
    java.util.Arrays.fill(a, GUARD);
    if (at >= 0) {
      System.arraycopy(Bits.random(seed, hidden, range, special), 0, a, at, hidden);
    }
    return a;
  }

  void forward(LstmGates kernel) {
    forward(kernel, 0, hidden);
  }

  void forward(LstmGates kernel, int from, int to) {
    kernel.forward(hidden, from, to, saved, GATES, BEFORE, after, H_AT);
  }

  void backward(LstmGates kernel) {
    backward(kernel, 0, hidden);
  }

  void backward(LstmGates kernel, int from, int to) {
    kernel.backward(hidden, from, to, saved, GATES, BEFORE, after, dh, dc, DC, dGates);
    if (saved.peepholes() != null) {
      kernel.peepholeGradient(
          hidden, from, to, saved, dGates, GATES, BEFORE, after, dPeepholes, D_PEEPHOLES);
    }
  }

  /** Every array that forward or backward writes. */
  float[][] written() {
    return new float[][] {
      saved.gates(), saved.c(), saved.tanhC(), saved.h(), dc, dGates, dPeepholes
    };
  }
}
