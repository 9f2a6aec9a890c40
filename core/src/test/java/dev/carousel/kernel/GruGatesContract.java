package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.scalar.ScalarGruGates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link GruGates} has to do, in both reset forms. */
abstract class GruGatesContract {
  private static final int[] HIDDEN = {1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 100, 207};

  abstract GruGates gates();

  private GruRow run(int hidden, boolean resetAfter, boolean special) {
    return GruRow.run(gates(), hidden, resetAfter, 4f, special);
  }

  private static void assertSame(GruRow actual, GruRow expected) {
    actual
        .arrays()
        .forEach((name, array) ->
            assertThat(Bits.of(array))
                .as("%s, hidden %d", name, actual.hidden)
                .isEqualTo(Bits.of(expected.arrays().get(name))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void equalsTheDefinitionByBitsAndWritesNothingElse(boolean resetAfter) {
    for (int hidden : HIDDEN) {
      for (boolean special : new boolean[] {false, true}) {
        assertSame(
            run(hidden, resetAfter, special),
            GruRow.run(new ScalarGruGates(), hidden, resetAfter, 4f, special));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unitsMayBeComputedInParts(boolean resetAfter) {
    for (int hidden : HIDDEN) {
      GruRow parts = new GruRow(hidden, resetAfter, 4f, false);
      int[] cuts = {0, hidden / 3, hidden / 2, hidden};
      for (int i = 1; i < cuts.length; i++) {
        parts.forward(gates(), cuts[i - 1], cuts[i]);
      }
      for (int i = cuts.length - 1; i > 0; i--) {
        parts.backward(gates(), cuts[i - 1], cuts[i]);
      }
      assertSame(parts, run(hidden, resetAfter, false));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesTheSurroundingsAlone(boolean resetAfter) {
    GruRow row = run(13, resetAfter, false);
    GruRow before = new GruRow(13, resetAfter, 4f, false);
    assertOutside(row.rows.gates(), before.rows.gates(), GruRow.GATES, 3 * 13);
    assertOutside(row.rows.term(), before.rows.term(), GruRow.TERM, resetAfter ? 0 : 13);
    assertOutside(row.rows.h(), before.rows.h(), row.after, 13);
    assertOutside(row.gradients.gates(), before.gradients.gates(), GruRow.GATES, 3 * 13);
    assertOutside(row.gradients.term(), before.gradients.term(), GruRow.TERM, resetAfter ? 13 : 0);
    assertOutside(row.gradients.h(), before.gradients.h(), GruRow.BEFORE, 13);
  }

  private static void assertOutside(float[] after, float[] before, int from, int count) {
    float[] expected = before.clone();
    System.arraycopy(after, from, expected, from, count);
    assertThat(after).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stateMayBeUpdatedInPlace(boolean resetAfter) {
    GruRow apart = run(21, resetAfter, false);
    GruRow inPlace = new GruRow(21, resetAfter, 4f, false);
    inPlace.forward(gates(), 0, 21, GruRow.BEFORE);
    for (int j = 0; j < 21; j++) {
      assertThat(inPlace.rows.h()[GruRow.BEFORE + j]).isEqualTo(apart.h(j));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsMayReplaceTheActivations(boolean resetAfter) {
    GruRow apart = run(21, resetAfter, false);
    GruRow inPlace = new GruRow(21, resetAfter, 4f, false);
    inPlace.forward(gates(), 0, 21);
    float[] term = resetAfter ? inPlace.rows.term() : inPlace.gradients.term();
    inPlace.backward(
        gates(), 0, 21, new GruGates.Rows(inPlace.rows.gates(), term, inPlace.gradients.h()));
    assertThat(Arrays.copyOfRange(inPlace.rows.gates(), 1, 64))
        .isEqualTo(Arrays.copyOfRange(apart.gradients.gates(), 1, 64));
    assertThat(Arrays.copyOfRange(term, 3, 24))
        .isEqualTo(Arrays.copyOfRange(apart.gradients.term(), 3, 24));
    assertThat(inPlace.gradients.h()).isEqualTo(apart.gradients.h());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUpdateGateAtItsEndsCopies(boolean resetAfter) {
    for (float pre : new float[] {100f, -100f}) {
      GruRow row = new GruRow(37, resetAfter, 3f, false);
      int z = GruRow.GATES + GruGate.UPDATE.column(37);
      Arrays.fill(row.rows.gates(), z, z + 37, pre);
      row.forward(gates(), 0, 37);
      for (int j = 0; j < 37; j++) {
        float n = row.rows.gates()[GruRow.GATES + GruGate.CANDIDATE.column(37) + j];
        assertThat(row.h(j)).isEqualTo(pre > 0 ? row.rows.h()[GruRow.BEFORE + j] : n);
      }
    }
  }

  /** Plain equations in double of pre-activations r, z, n, the term u, and the previous h: h. */
  private static double resetAfter(double[] x) {
    double r = ActivationErrors.sigmoid(x[0]);
    double z = ActivationErrors.sigmoid(x[1]);
    return (1 - z) * StrictMath.tanh(x[2] + r * x[3]) + z * x[4];
  }

  @Test
  void resetAfterAgreesWithItsEquationsAndTheirFiniteDifferences() {
    for (int hidden : HIDDEN) {
      GruRow row = run(hidden, true, false);
      GruRow before = new GruRow(hidden, true, 4f, false);
      for (int j = 0; j < hidden; j++) {
        double[] x = inputs(before, j);
        assertThat((double) row.h(j)).isCloseTo(resetAfter(x), within(5e-7));
        double dh = before.gradients.h()[row.after + j];
        double[] actual = gradients(row, before, j);
        for (int k = 0; k < 5; k++) {
          assertThat(actual[k])
              .as("hidden %d, input %d, unit %d", hidden, k, j)
              .isCloseTo(dh * slope(GruGatesContract::resetAfter, x, k), within(2e-6));
        }
      }
    }
  }

  /** Of a unit: pre-activations r, z, n, the term, and h before the step. */
  private static double[] inputs(GruRow row, int j) {
    int at = GruRow.GATES + j;
    float[] gates = row.rows.gates();
    return new double[] {
      gates[at],
      gates[at + row.hidden],
      gates[at + 2 * row.hidden],
      row.rows.term()[GruRow.TERM + j],
      row.rows.h()[GruRow.BEFORE + j]
    };
  }

  /** The gradients of {@link #inputs}; of h before the step, what was added. */
  private static double[] gradients(GruRow row, GruRow before, int j) {
    int at = GruRow.GATES + j;
    float[] dGates = row.gradients.gates();
    int h = GruRow.BEFORE + j;
    return new double[] {
      dGates[at],
      dGates[at + row.hidden],
      dGates[at + 2 * row.hidden],
      row.gradients.term()[GruRow.TERM + j],
      (double) row.gradients.h()[h] - before.gradients.h()[h]
    };
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
      GruRow row = run(hidden, false, false);
      GruRow before = new GruRow(hidden, false, 4f, false);
      for (int j = 0; j < hidden; j++) {
        double[] x = inputs(before, j);
        double[] forReset = {x[0], x[4]};
        double[] forUpdate = {x[1], x[2], x[4]};
        assertThat((double) row.rows.term()[GruRow.TERM + j])
            .isCloseTo(reset(forReset), within(5e-7));
        assertThat((double) row.h(j)).isCloseTo(update(forUpdate), within(5e-7));
        double dh = before.gradients.h()[row.after + j];
        double dTerm = before.gradients.term()[GruRow.TERM + j];
        double[] expected = {
          dTerm * slope(GruGatesContract::reset, forReset, 0),
          dh * slope(GruGatesContract::update, forUpdate, 0),
          dh * slope(GruGatesContract::update, forUpdate, 1),
          dTerm,
          dh * slope(GruGatesContract::update, forUpdate, 2)
              + dTerm * slope(GruGatesContract::reset, forReset, 1)
        };
        assertThat(gradients(row, before, j))
            .as("hidden %d, unit %d", hidden, j)
            .containsExactly(expected, within(2e-6));
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
