package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.scalar.ScalarGruGates;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link GruGates} has to do, in both reset forms. */
abstract class GruGatesContract {
  private static final int[] HIDDEN = {1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 100, 207};

  abstract GruGates gates();

  private GruRow run(int hidden, boolean resetAfter, float range, boolean special) {
    return run(gates(), hidden, resetAfter, range, special);
  }

  private static GruRow run(
      GruGates kernel, int hidden, boolean resetAfter, float range, boolean special) {
    GruRow row = new GruRow(hidden, resetAfter, range, special);
    row.forward(kernel);
    row.backward(kernel);
    return row;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void equalsTheDefinitionByBitsAndWritesNothingElse(boolean resetAfter) {
    for (int hidden : HIDDEN) {
      for (boolean special : new boolean[] {false, true}) {
        Map<String, float[]> expected =
            run(new ScalarGruGates(), hidden, resetAfter, 8f, special).written();
        run(hidden, resetAfter, 8f, special)
            .written()
            .forEach((name, actual) ->
                assertThat(Bits.of(actual))
                    .as("%s, hidden %d", name, hidden)
                    .isEqualTo(Bits.of(expected.get(name))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesTheSurroundingsAlone(boolean resetAfter) {
    GruRow row = run(13, resetAfter, 3f, false);
    GruRow before = new GruRow(13, resetAfter, 3f, false);
    assertOutside(row.gates, before.gates, 1, 3 * 13);
    assertOutside(row.resetH, before.resetH, 3, resetAfter ? 0 : 13);
    assertOutside(row.h, before.h, 4, 13);
    assertOutside(row.dhPrev, before.dhPrev, 6, 13);
    assertOutside(row.dGates, before.dGates, 8, row.columns());
    assertThat(row.hPrev).isEqualTo(before.hPrev);
    assertThat(row.dh).isEqualTo(before.dh);
    assertThat(row.dResetH).isEqualTo(before.dResetH);
  }

  private static void assertOutside(float[] after, float[] before, int from, int count) {
    float[] expected = before.clone();
    System.arraycopy(after, from, expected, from, count);
    assertThat(after).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stateMayBeUpdatedInPlace(boolean resetAfter) {
    GruRow apart = new GruRow(21, resetAfter, 3f, false);
    apart.forward(gates());
    GruRow inPlace = new GruRow(21, resetAfter, 3f, false);
    inPlace.forward(gates(), inPlace.hPrev, 2);
    assertThat(Arrays.copyOfRange(inPlace.hPrev, 2, 23))
        .isEqualTo(Arrays.copyOfRange(apart.h, 4, 25));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsMayReplaceTheActivations(boolean resetAfter) {
    GruRow apart = run(21, resetAfter, 3f, false);
    GruRow inPlace = new GruRow(21, resetAfter, 3f, false);
    inPlace.forward(gates());
    inPlace.backward(gates(), inPlace.gates, 1);
    int n = apart.columns();
    assertThat(Arrays.copyOfRange(inPlace.gates, 1, 1 + n))
        .isEqualTo(Arrays.copyOfRange(apart.dGates, 8, 8 + n));
    assertThat(inPlace.dhPrev).isEqualTo(apart.dhPrev);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUpdateGateAtItsEndsCopies(boolean resetAfter) {
    for (float pre : new float[] {100f, -100f}) {
      GruRow row = new GruRow(37, resetAfter, 3f, false);
      Arrays.fill(row.gates, 1 + 37, 1 + 2 * 37, pre);
      row.forward(gates());
      float[] source = pre > 0 ? row.hPrev : row.gates;
      int at = pre > 0 ? 2 : 1 + 2 * 37;
      assertThat(Arrays.copyOfRange(row.h, 4, 41))
          .isEqualTo(Arrays.copyOfRange(source, at, at + 37));
    }
  }

  /** Plain equations in double of pre-activations r, z, n, u and the previous h: h. */
  private static double resetAfter(double[] x) {
    double r = ActivationErrors.sigmoid(x[0]);
    double z = ActivationErrors.sigmoid(x[1]);
    return (1 - z) * StrictMath.tanh(x[2] + r * x[3]) + z * x[4];
  }

  @Test
  void resetAfterAgreesWithItsEquationsAndTheirFiniteDifferences() {
    for (int hidden : HIDDEN) {
      GruRow row = run(hidden, true, 3f, false);
      GruRow before = new GruRow(hidden, true, 3f, false);
      for (int j = 0; j < hidden; j++) {
        double[] x = new double[5];
        for (int column = 0; column < 4; column++) {
          x[column] = before.gates[1 + column * hidden + j];
        }
        x[4] = before.hPrev[2 + j];
        assertThat((double) row.h[4 + j]).isCloseTo(resetAfter(x), within(5e-7));
        double dh = before.dh[5 + j];
        for (int column = 0; column < 4; column++) {
          assertThat((double) row.dGates[8 + column * hidden + j])
              .as("hidden %d, column %d, unit %d", hidden, column, j)
              .isCloseTo(dh * slope(GruGatesContract::resetAfter, x, column), within(2e-6));
        }
        assertThat((double) row.dhPrev[6 + j] - before.dhPrev[6 + j])
            .isCloseTo(dh * slope(GruGatesContract::resetAfter, x, 4), within(2e-6));
      }
    }
  }

  /** Pre-activations z, n and the previous h: h. */
  private static double update(double[] x) {
    double z = ActivationErrors.sigmoid(x[0]);
    return (1 - z) * StrictMath.tanh(x[1]) + z * x[2];
  }

  /** Pre-activation r and the previous h: r h. */
  private static double reset(double[] x) {
    return ActivationErrors.sigmoid(x[0]) * x[1];
  }

  @Test
  void resetBeforeAgreesWithItsEquationsAndTheirFiniteDifferences() {
    for (int hidden : HIDDEN) {
      GruRow row = run(hidden, false, 3f, false);
      GruRow before = new GruRow(hidden, false, 3f, false);
      for (int j = 0; j < hidden; j++) {
        double hPrev = before.hPrev[2 + j];
        double[] forReset = {before.gates[1 + j], hPrev};
        double[] forUpdate = {
          before.gates[1 + hidden + j], before.gates[1 + 2 * hidden + j], hPrev
        };
        assertThat((double) row.resetH[3 + j]).isCloseTo(reset(forReset), within(5e-7));
        assertThat((double) row.h[4 + j]).isCloseTo(update(forUpdate), within(5e-7));
        double dh = before.dh[5 + j];
        double dResetH = before.dResetH[7 + j];
        double[] expected = {
          dResetH * slope(GruGatesContract::reset, forReset, 0),
          dh * slope(GruGatesContract::update, forUpdate, 0),
          dh * slope(GruGatesContract::update, forUpdate, 1)
        };
        for (int gate = 0; gate < 3; gate++) {
          assertThat((double) row.dGates[8 + gate * hidden + j])
              .as("hidden %d, gate %d, unit %d", hidden, gate, j)
              .isCloseTo(expected[gate], within(2e-6));
        }
        double past =
            dh * slope(GruGatesContract::update, forUpdate, 2)
                + dResetH * slope(GruGatesContract::reset, forReset, 1);
        assertThat((double) row.dhPrev[6 + j] - before.dhPrev[6 + j]).isCloseTo(past, within(2e-6));
      }
    }
  }

  private interface Equation {
    double of(double[] x);
  }

  /** Central difference along input k. */
  private static double slope(Equation f, double[] x, int k) {
    double eps = 1e-5;
    double[] up = x.clone();
    double[] down = x.clone();
    up[k] += eps;
    down[k] -= eps;
    return (f.of(up) - f.of(down)) / (2 * eps);
  }
}
