package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.scalar.ScalarLstmGates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link LstmGates} has to do. */
abstract class LstmGatesContract {
  private static final int[] HIDDEN = {1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 100, 207};

  abstract LstmGates gates();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void equalsTheDefinitionByBitsAndWritesNothingElse(boolean peepholes) {
    for (int hidden : HIDDEN) {
      for (boolean special : new boolean[] {false, true}) {
        LstmRow expected = new LstmRow(hidden, 8f, special, peepholes);
        expected.forward(new ScalarLstmGates());
        expected.backward(new ScalarLstmGates());
        LstmRow actual = new LstmRow(hidden, 8f, special, peepholes);
        actual.forward(gates());
        actual.backward(gates());
        assertSame(actual, expected, "hidden " + hidden);
      }
    }
  }

  private static void assertSame(LstmRow actual, LstmRow expected, String what) {
    for (int i = 0; i < expected.written().length; i++) {
      assertThat(Bits.of(actual.written()[i]))
          .as("%s, array %d", what, i)
          .isEqualTo(Bits.of(expected.written()[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rangesOfUnitsMakeTheWhole(boolean peepholes) {
    for (int hidden : HIDDEN) {
      LstmRow whole = new LstmRow(hidden, 3f, false, peepholes);
      whole.forward(gates());
      whole.backward(gates());
      LstmRow cut = new LstmRow(hidden, 3f, false, peepholes);
      int[] ends = {0, hidden / 3, hidden / 3, hidden - hidden / 4, hidden};
      for (int i = 4; i > 0; i--) {
        cut.forward(gates(), ends[i - 1], ends[i]);
        cut.backward(gates(), ends[i - 1], ends[i]);
      }
      assertSame(cut, whole, "hidden " + hidden);
    }
  }

  @Test
  void leavesTheSurroundingsAlone() {
    LstmRow row = new LstmRow(13, 3f, false, true);
    LstmRow before = new LstmRow(13, 3f, false, true);
    row.forward(gates());
    row.backward(gates());
    assertOutside(row.saved.gates(), before.saved.gates(), LstmRow.GATES, 4 * 13);
    assertOutside(row.saved.c(), before.saved.c(), row.after, 13);
    assertOutside(row.saved.tanhC(), before.saved.tanhC(), row.after, 13);
    assertOutside(row.saved.h(), before.saved.h(), LstmRow.H_AT, 13);
    assertOutside(row.dc, before.dc, LstmRow.DC, 13);
    assertOutside(row.dGates, before.dGates, LstmRow.GATES, 4 * 13);
    assertOutside(row.dPeepholes, before.dPeepholes, LstmRow.D_PEEPHOLES, 3 * 13);
    assertThat(row.dh).isEqualTo(before.dh);
  }

  private static void assertOutside(float[] after, float[] before, int from, int count) {
    float[] expected = before.clone();
    System.arraycopy(after, from, expected, from, count);
    assertThat(after).isEqualTo(expected);
  }

  @Test
  void eachPeepholeSeesItsGateAndItsCell() {
    int hidden = 11;
    LstmRow row = new LstmRow(hidden, 3f, false, true);
    LstmRow before = new LstmRow(hidden, 3f, false, true);
    row.forward(gates());
    row.backward(gates());
    int[] columns = {0, 1, 3}; // of i, f and o in a row of i, f, g, o
    int[] cells = {LstmRow.BEFORE, LstmRow.BEFORE, row.after};
    for (int p = 0; p < 3; p++) {
      for (int j = 0; j < hidden; j++) {
        int at = LstmRow.D_PEEPHOLES + p * hidden + j;
        double dGate = row.dGates[LstmRow.GATES + columns[p] * hidden + j];
        double expected = before.dPeepholes[at] + dGate * row.saved.c()[cells[p] + j];
        assertThat((double) row.dPeepholes[at]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stateMayBeUpdatedInPlace(boolean peepholes) {
    LstmRow apart = new LstmRow(21, 3f, false, peepholes);
    apart.forward(gates());
    LstmRow row = new LstmRow(21, 3f, false, peepholes);
    int at = LstmRow.BEFORE;
    gates().forward(21, 0, 21, row.saved, LstmRow.GATES, at, at, at);
    assertThat(part(row.saved.c(), LstmRow.BEFORE, 21))
        .isEqualTo(part(apart.saved.c(), apart.after, 21));
    assertThat(part(row.saved.h(), LstmRow.BEFORE, 21))
        .isEqualTo(part(apart.saved.h(), LstmRow.H_AT, 21));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsMayReplaceTheActivations(boolean peepholes) {
    LstmRow apart = new LstmRow(21, 3f, false, peepholes);
    apart.forward(gates());
    apart.backward(gates());
    LstmRow row = new LstmRow(21, 3f, false, peepholes);
    row.forward(gates());
    float[] gates = row.saved.gates();
    gates()
        .backward(
            21,
            0,
            21,
            row.saved,
            LstmRow.GATES,
            LstmRow.BEFORE,
            row.after,
            row.dh,
            row.dc,
            LstmRow.DC,
            gates);
    assertThat(part(gates, LstmRow.GATES, 84)).isEqualTo(part(apart.dGates, LstmRow.GATES, 84));
  }

  private static float[] part(float[] a, int from, int n) {
    return Arrays.copyOfRange(a, from, from + n);
  }

  /**
   * Plain equations in double: {c, h} of pre-activations i, f, g, o, the previous cell and the
   * peepholes i, f, o.
   */
  private static double[] step(double[] x) {
    double c =
        ActivationErrors.sigmoid(x[0] + x[5] * x[4]) * StrictMath.tanh(x[2])
            + ActivationErrors.sigmoid(x[1] + x[6] * x[4]) * x[4];
    return new double[] {c, ActivationErrors.sigmoid(x[3] + x[7] * c) * StrictMath.tanh(c)};
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void agreesWithTheEquationsAndTheirFiniteDifferences(boolean peepholes) {
    for (int hidden : HIDDEN) {
      LstmRow row = new LstmRow(hidden, 3f, false, peepholes);
      LstmRow before = new LstmRow(hidden, 3f, false, peepholes);
      row.forward(gates());
      row.backward(gates());
      for (int j = 0; j < hidden; j++) {
        double[] x = inputs(before, j);
        double[] y = step(x);
        assertThat((double) row.saved.c()[row.after + j]).isCloseTo(y[0], within(7e-7));
        assertThat((double) row.saved.h()[LstmRow.H_AT + j]).isCloseTo(y[1], within(5e-7));
        double[] weights = {before.dc[LstmRow.DC + j], before.dh[before.after + j]};
        for (int gate = 0; gate < 4; gate++) {
          assertThat((double) row.dGates[LstmRow.GATES + gate * hidden + j])
              .as("hidden %d, gate %d, unit %d", hidden, gate, j)
              .isCloseTo(difference(x, gate, weights), within(2e-6));
        }
        assertThat((double) row.dc[LstmRow.DC + j])
            .isCloseTo(difference(x, 4, weights), within(3e-6));
      }
    }
  }

  private static double[] inputs(LstmRow row, int j) {
    double[] x = new double[8];
    for (int gate = 0; gate < 4; gate++) {
      x[gate] = row.saved.gates()[LstmRow.GATES + gate * row.hidden + j];
    }
    x[4] = row.saved.c()[LstmRow.BEFORE + j];
    float[] p = row.saved.peepholes();
    for (int gate = 0; p != null && gate < 3; gate++) {
      x[5 + gate] = p[gate * row.hidden + j];
    }
    return x;
  }

  /** Central difference of {@code weights . {c, h}} along input k. */
  private static double difference(double[] x, int k, double[] weights) {
    double eps = 1e-5;
    double[] up = x.clone();
    double[] down = x.clone();
    up[k] += eps;
    down[k] -= eps;
    double[] high = step(up);
    double[] low = step(down);
    return (weights[0] * (high[0] - low[0]) + weights[1] * (high[1] - low[1])) / (2 * eps);
  }
}
