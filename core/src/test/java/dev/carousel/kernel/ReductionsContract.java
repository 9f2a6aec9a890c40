package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.scalar.ScalarActivations;
import dev.carousel.kernel.scalar.ScalarReductions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link Reductions} has to do. */
abstract class ReductionsContract {
  private static final int AT = 5;
  private static final Reductions DEFINITION = new ScalarReductions(new ScalarActivations());

  abstract Reductions reductions();

  /** The rule of the interface said a second way: pad to whole sixteens, then fold recursively. */
  private static double naive(float[] terms) {
    double total = 0;
    for (int start = 0; start < terms.length; start += 4096) {
      float[] block = Arrays.copyOfRange(terms, start, Math.min(terms.length, start + 4096));
      float[] padded = Arrays.copyOf(block, (block.length + 15) / 16 * 16);
      total += tree(padded, 0, 1);
    }
    return total;
  }

  /** Lanes {@code j, j + step, j + 2 step ...}: halves whose lanes lie 8, 4, 2, 1 apart. */
  private static float tree(float[] padded, int lane, int step) {
    if (step == 16) {
      float chain = 0;
      for (int i = lane; i < padded.length; i += 16) {
        chain += padded[i];
      }
      return chain;
    }
    return tree(padded, lane, 2 * step) + tree(padded, lane + step, 2 * step);
  }

  @Test
  void sumFollowsTheRule() {
    for (int n : Bits.SIZES) {
      float[] a = Bits.random(n, n + 2 * AT, 3f, false);
      double expected = naive(Arrays.copyOfRange(a, AT, AT + n));
      assertThat(reductions().sum(a, AT, n)).as("n = %d", n).isEqualTo(expected);
    }
  }

  @Test
  void sumAddsBlocksInDouble() {
    float[] a = new float[4096 * 3];
    a[0] = 1e8f;
    a[4096] = 1f;
    a[8192] = -1e8f;
    assertThat(reductions().sum(a, 0, a.length)).isEqualTo(1.0);
  }

  @Test
  void zerosAndInfinitiesInSums() {
    assertThat(reductions().sum(new float[] {-0f}, 0, 1)).isEqualTo(0.0);
    assertThat(reductions().sum(new float[0], 0, 0)).isEqualTo(0.0);
    float inf = Float.POSITIVE_INFINITY;
    assertThat(reductions().sum(new float[] {1f, inf}, 0, 2)).isEqualTo(inf);
    assertThat(reductions().sum(new float[] {-inf, inf}, 0, 2)).isNaN();
    assertThat(reductions().dot(new float[] {0f, 1f}, 0, new float[] {inf, 2f}, 0, 2)).isNaN();
  }

  @Test
  void addAddsInPlaceAndNowhereElse() {
    for (int n : Bits.SIZES) {
      float[] a = Bits.random(n, n + 2 * AT, 3f, false);
      float[] out = Bits.random(n + 1, n + 9, 3f, false);
      float[] expected = out.clone();
      for (int i = 0; i < n; i++) {
        expected[3 + i] += a[AT + i];
      }
      reductions().add(a, AT, out, 3, n);
      assertThat(Bits.of(out)).as("n = %d", n).isEqualTo(Bits.of(expected));
    }
  }

  @Test
  void dotIsAnFmaChainInEachLane() {
    for (int n : Bits.SIZES) {
      float[] a = Bits.random(n, n + 20, 3f, false);
      float[] b = Bits.random(n + 1, n + 20, 2f, false);
      assertThat(reductions().dot(a, AT, b, 7, n))
          .as("n = %d", n)
          .isEqualTo(DEFINITION.dot(a, AT, b, 7, n));
      double exact = 0;
      for (int i = 0; i < n; i++) {
        exact += (double) a[AT + i] * b[7 + i];
      }
      assertThat(reductions().dot(a, AT, b, 7, n)).isCloseTo(exact, within(1e-5 * (10 + n)));
    }
    float tiny = 0x1p-12f;
    float[] a = new float[17];
    a[0] = -1f;
    a[16] = 1f + tiny;
    float[] b = new float[17];
    b[0] = 1f;
    b[16] = 1f - tiny;
    assertThat(reductions().dot(a, 0, b, 0, 17)).isEqualTo(-tiny * tiny);
  }

  @Test
  void maxFindsTheLargestWhereverItStands() {
    for (int n : Bits.SIZES) {
      float[] a = Bits.random(n, n + 2 * AT, 5f, false);
      a[AT - 1] = 100f;
      a[AT + n] = 100f;
      for (int where : new int[] {0, n / 2, n - 1}) {
        if (n > 0) {
          a[AT + where] = 50f + where;
          assertThat(reductions().max(a, AT, n)).isEqualTo(50f + where);
          a[AT + where] = -1f;
        }
      }
    }
  }

  @Test
  void maxAtItsEdges() {
    assertThat(reductions().max(new float[3], 1, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(reductions().max(new float[] {9f, -3f, -2f, 9f}, 1, 2)).isEqualTo(-2f);
    float[] zeros = new float[40];
    Arrays.fill(zeros, -0f);
    assertThat(Float.floatToIntBits(reductions().max(zeros, 0, 40))).isEqualTo(Integer.MIN_VALUE);
    zeros[38] = 0f;
    assertThat(Float.floatToIntBits(reductions().max(zeros, 0, 40))).isZero();
    zeros[39] = Float.NaN;
    assertThat(reductions().max(zeros, 0, 40)).isNaN();
    zeros[39] = 1f;
    zeros[0] = Float.NaN;
    assertThat(reductions().max(zeros, 0, 40)).isNaN();
  }

  @Test
  void softmaxEqualsTheDefinitionAndStrictMath() {
    for (int n : Bits.SIZES) {
      float[] in = Bits.random(n, n + 2 * AT, 9f, false);
      float[] out = new float[n + 9];
      Arrays.fill(out, 7f);
      float[] expected = out.clone();
      DEFINITION.softmax(in, AT, expected, 3, n);
      reductions().softmax(in, AT, out, 3, n);
      assertThat(Bits.of(out)).as("n = %d", n).isEqualTo(Bits.of(expected));
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += StrictMath.exp(in[AT + i]);
      }
      for (int i = 0; i < n; i++) {
        double exact = StrictMath.exp(in[AT + i]) / sum;
        assertThat((double) out[3 + i]).isCloseTo(exact, within(2e-6 * exact));
      }
      if (n > 0) {
        double reference = StrictMath.log(sum);
        float actual = reductions().logSumExp(in, AT, n);
        assertThat((double) actual).isCloseTo(reference, within(2e-6 * (1 + Math.abs(reference))));
        assertThat(actual).isEqualTo(DEFINITION.logSumExp(in, AT, n));
      }
      reductions().softmax(in, AT, in, AT, n);
      assertThat(Arrays.copyOfRange(in, AT, AT + n)).isEqualTo(Arrays.copyOfRange(out, 3, 3 + n));
    }
  }

  /** Softmax and logSumExp said in two steps have the same bits. */
  @Test
  void sumExpAndExpScaledAreTheStepsOfSoftmax() {
    for (int n : Bits.SIZES) {
      float[] in = Bits.random(n, n + 2 * AT, 9f, false);
      float max = reductions().max(in, AT, n);
      double sum = reductions().sumExp(in, AT, n, max);
      assertThat(sum).as("n = %d", n).isEqualTo(DEFINITION.sumExp(in, AT, n, max));
      float[] softmax = new float[n + 9];
      reductions().softmax(in, AT, softmax, 3, n);
      float[] out = new float[n + 9];
      Arrays.fill(out, 7f);
      float[] expected = out.clone();
      for (int i = 0; i < n; i++) {
        expected[3 + i] = softmax[3 + i] * -0.3f;
      }
      reductions().expScaled(in, AT, out, 3, n, max, 1f / (float) sum, -0.3f);
      assertThat(Bits.of(out)).as("n = %d", n).isEqualTo(Bits.of(expected));
    }
  }

  @Test
  void softmaxOfLargeAndMaskedValues() {
    float inf = Float.POSITIVE_INFINITY;
    float[] out = new float[3];
    reductions().softmax(new float[] {1000f, -inf, 1000f}, 0, out, 0, 3);
    assertThat(out).containsExactly(0.5f, 0f, 0.5f);
    reductions().softmax(new float[] {1f, Float.NaN, 0f}, 0, out, 0, 3);
    assertThat(out).containsOnly(Float.NaN);
    reductions().softmax(new float[] {-inf, -inf, -inf}, 0, out, 0, 3);
    assertThat(out).containsOnly(Float.NaN);
  }

  @Test
  void logSumExpAtItsEdges() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(reductions().logSumExp(new float[] {-inf, -inf}, 0, 2)).isEqualTo(-inf);
    assertThat(reductions().logSumExp(new float[] {1f, inf}, 0, 2)).isEqualTo(inf);
    assertThat(reductions().logSumExp(new float[] {1f, Float.NaN}, 0, 2)).isNaN();
    assertThat(reductions().logSumExp(new float[0], 0, 0)).isEqualTo(-inf);
    assertThat(reductions().logSumExp(new float[] {-1000f, -inf}, 0, 2)).isEqualTo(-1000f);
  }
}
