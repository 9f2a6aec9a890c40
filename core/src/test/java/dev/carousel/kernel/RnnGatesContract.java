package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.scalar.ScalarRnnGates;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link RnnGates} has to do, with every activation. */
abstract class RnnGatesContract {
  private static final int[] SIZES = {0, 1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 100, 207, 1000};

  abstract RnnGates gates();

  /** Arrays of n values within guard zones: h at 2, dPre at 4. */
  private record Row(float[] pre, float[] h, float[] dh, float[] dPre) {
    static Row run(RnnGates kernel, RnnActivation activation, int n, boolean special) {
      Row row =
          new Row(
              Bits.random(n, n + 9, 4f, special),
              filled(n + 9),
              Bits.random(n + 1, n + 9, 1f, special),
              filled(n + 9));
      kernel.forward(activation, n, row.pre, 1, row.h, 2);
      kernel.backward(activation, n, row.h, 2, row.dh, 3, row.dPre, 4);
      return row;
    }

    private static float[] filled(int n) {
      float[] a = new float[n];
      Arrays.fill(a, 77f);
      return a;
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheDefinitionByBitsAndWritesNothingElse(RnnActivation activation) {
    for (int n : SIZES) {
      for (boolean special : new boolean[] {false, true}) {
        Row expected = Row.run(new ScalarRnnGates(), activation, n, special);
        Row actual = Row.run(gates(), activation, n, special);
        assertThat(Bits.of(actual.h)).as("h, %d", n).isEqualTo(Bits.of(expected.h));
        assertThat(Bits.of(actual.dPre)).as("dPre, %d", n).isEqualTo(Bits.of(expected.dPre));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheSurroundingsAlone(RnnActivation activation) {
    Row row = Row.run(gates(), activation, 13, false);
    assertGuards(row.h, 2);
    assertGuards(row.dPre, 4);
    assertThat(row.pre).isEqualTo(Bits.random(13, 22, 4f, false));
    assertThat(row.dh).isEqualTo(Bits.random(14, 22, 1f, false));
  }

  private static void assertGuards(float[] a, int from) {
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i] == 77f).as("guard at %d", i).isEqualTo(i < from || i >= from + 13);
    }
  }

  @ParameterizedTest
  @EnumSource
  void worksInPlace(RnnActivation activation) {
    Row apart = Row.run(gates(), activation, 37, false);
    float[] pre = Bits.random(37, 46, 4f, false);
    gates().forward(activation, 37, pre, 1, pre, 1);
    assertThat(Arrays.copyOfRange(pre, 1, 38)).isEqualTo(Arrays.copyOfRange(apart.h, 2, 39));
    gates().backward(activation, 37, pre, 1, apart.dh, 3, apart.dh, 3);
    assertThat(Arrays.copyOfRange(apart.dh, 3, 40))
        .isEqualTo(Arrays.copyOfRange(apart.dPre, 4, 41));
  }

  private static double value(RnnActivation activation, double x) {
    return activation == RnnActivation.TANH ? StrictMath.tanh(x) : x > 0 ? x : 0;
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheEquationAndItsFiniteDifferences(RnnActivation activation) {
    Row row = Row.run(gates(), activation, 207, false);
    for (int j = 0; j < 207; j++) {
      double x = row.pre[1 + j];
      assertThat((double) row.h[2 + j]).isCloseTo(value(activation, x), within(3e-7));
      double slope = (value(activation, x + 1e-5) - value(activation, x - 1e-5)) / 2e-5;
      assertThat((double) row.dPre[4 + j]).isCloseTo(row.dh[3 + j] * slope, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNanIsNotSwallowed(RnnActivation activation) {
    float[] pre = new float[40];
    Arrays.fill(pre, Float.NaN);
    float[] h = new float[40];
    gates().forward(activation, 40, pre, 0, h, 0);
    assertThat(h).containsOnly(Float.NaN);
  }
}
