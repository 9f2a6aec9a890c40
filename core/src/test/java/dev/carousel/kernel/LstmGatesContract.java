package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.scalar.ScalarLstmGates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link LstmGates} has to do. */
abstract class LstmGatesContract {
  private static final int[] HIDDEN = {1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 100, 207};

  abstract LstmGates gates();

  @Test
  void equalsTheDefinitionByBitsAndWritesNothingElse() {
    for (int hidden : HIDDEN) {
      for (boolean special : new boolean[] {false, true}) {
        LstmRow expected = new LstmRow(hidden, 8f, special);
        expected.forward(new ScalarLstmGates());
        expected.backward(new ScalarLstmGates());
        LstmRow actual = new LstmRow(hidden, 8f, special);
        actual.forward(gates());
        actual.backward(gates());
        assertSame("gates", actual.gates, expected.gates);
        assertSame("c", actual.c, expected.c);
        assertSame("tanhC", actual.tanhC, expected.tanhC);
        assertSame("h", actual.h, expected.h);
        assertSame("dc", actual.dc, expected.dc);
        assertSame("dGates", actual.dGates, expected.dGates);
      }
    }
  }

  private static void assertSame(String name, float[] actual, float[] expected) {
    assertThat(Bits.of(actual)).as(name).isEqualTo(Bits.of(expected));
  }

  @Test
  void leavesTheSurroundingsAlone() {
    LstmRow row = new LstmRow(13, 3f, false);
    LstmRow before = new LstmRow(13, 3f, false);
    row.forward(gates());
    row.backward(gates());
    assertOutside(row.gates, before.gates, 1, 4 * 13);
    assertOutside(row.c, before.c, 3, 13);
    assertOutside(row.tanhC, before.tanhC, 4, 13);
    assertOutside(row.h, before.h, 5, 13);
    assertOutside(row.dc, before.dc, 7, 13);
    assertOutside(row.dGates, before.dGates, 8, 4 * 13);
    assertThat(row.cPrev).isEqualTo(before.cPrev);
    assertThat(row.dh).isEqualTo(before.dh);
  }

  private static void assertOutside(float[] after, float[] before, int from, int count) {
    float[] expected = before.clone();
    System.arraycopy(after, from, expected, from, count);
    assertThat(after).isEqualTo(expected);
  }

  @Test
  void stateMayBeUpdatedInPlace() {
    LstmRow apart = new LstmRow(21, 3f, false);
    apart.forward(gates());
    LstmRow inPlace = new LstmRow(21, 3f, false);
    gates()
        .forward(
            21,
            inPlace.gates,
            1,
            inPlace.cPrev,
            2,
            inPlace.cPrev,
            2,
            inPlace.tanhC,
            4,
            inPlace.h,
            5);
    assertThat(Arrays.copyOfRange(inPlace.cPrev, 2, 23))
        .isEqualTo(Arrays.copyOfRange(apart.c, 3, 24));
    assertThat(inPlace.h).isEqualTo(apart.h);
  }

  @Test
  void gradientsMayReplaceTheActivations() {
    LstmRow apart = new LstmRow(21, 3f, false);
    apart.forward(gates());
    apart.backward(gates());
    LstmRow inPlace = new LstmRow(21, 3f, false);
    inPlace.forward(gates());
    gates()
        .backward(
            21,
            inPlace.gates,
            1,
            inPlace.cPrev,
            2,
            inPlace.tanhC,
            4,
            inPlace.dh,
            6,
            inPlace.dc,
            7,
            inPlace.gates,
            1);
    assertThat(Arrays.copyOfRange(inPlace.gates, 1, 1 + 84))
        .isEqualTo(Arrays.copyOfRange(apart.dGates, 8, 8 + 84));
  }

  /** Plain equations in double: {c, h} of pre-activations i, f, g, o and the previous cell. */
  private static double[] step(double[] x) {
    double c =
        ActivationErrors.sigmoid(x[0]) * StrictMath.tanh(x[2])
            + ActivationErrors.sigmoid(x[1]) * x[4];
    return new double[] {c, ActivationErrors.sigmoid(x[3]) * StrictMath.tanh(c)};
  }

  @Test
  void agreesWithTheEquationsAndTheirFiniteDifferences() {
    for (int hidden : HIDDEN) {
      LstmRow row = new LstmRow(hidden, 3f, false);
      LstmRow before = new LstmRow(hidden, 3f, false);
      row.forward(gates());
      row.backward(gates());
      for (int j = 0; j < hidden; j++) {
        double[] x = new double[5];
        for (int gate = 0; gate < 4; gate++) {
          x[gate] = before.gates[1 + gate * hidden + j];
        }
        x[4] = before.cPrev[2 + j];
        double[] y = step(x);
        assertThat((double) row.c[3 + j]).isCloseTo(y[0], within(5e-7));
        assertThat((double) row.h[5 + j]).isCloseTo(y[1], within(3e-7));
        double[] weights = {before.dc[7 + j], before.dh[6 + j]};
        for (int gate = 0; gate < 4; gate++) {
          assertThat((double) row.dGates[8 + gate * hidden + j])
              .as("hidden %d, gate %d, unit %d", hidden, gate, j)
              .isCloseTo(difference(x, gate, weights), within(2e-6));
        }
        assertThat((double) row.dc[7 + j]).isCloseTo(difference(x, 4, weights), within(2e-6));
      }
    }
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
