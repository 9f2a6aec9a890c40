package dev.carousel.kernel.vector;

import static dev.carousel.kernel.scalar.ScalarMath.E2;
import static dev.carousel.kernel.scalar.ScalarMath.E3;
import static dev.carousel.kernel.scalar.ScalarMath.E4;
import static dev.carousel.kernel.scalar.ScalarMath.E5;
import static dev.carousel.kernel.scalar.ScalarMath.E6;
import static dev.carousel.kernel.scalar.ScalarMath.EXP_LARGEST;
import static dev.carousel.kernel.scalar.ScalarMath.EXP_SMALLEST;
import static dev.carousel.kernel.scalar.ScalarMath.FRACTION_BITS;
import static dev.carousel.kernel.scalar.ScalarMath.L10;
import static dev.carousel.kernel.scalar.ScalarMath.L3;
import static dev.carousel.kernel.scalar.ScalarMath.L4;
import static dev.carousel.kernel.scalar.ScalarMath.L5;
import static dev.carousel.kernel.scalar.ScalarMath.L6;
import static dev.carousel.kernel.scalar.ScalarMath.L7;
import static dev.carousel.kernel.scalar.ScalarMath.L8;
import static dev.carousel.kernel.scalar.ScalarMath.L9;
import static dev.carousel.kernel.scalar.ScalarMath.LIFT;
import static dev.carousel.kernel.scalar.ScalarMath.LIFT_EXPONENT;
import static dev.carousel.kernel.scalar.ScalarMath.LN2;
import static dev.carousel.kernel.scalar.ScalarMath.LN2_REST;
import static dev.carousel.kernel.scalar.ScalarMath.LOG2_E;
import static dev.carousel.kernel.scalar.ScalarMath.ROUND;
import static dev.carousel.kernel.scalar.ScalarMath.ROUND_BIASED;
import static dev.carousel.kernel.scalar.ScalarMath.SIGMOID_ONE;
import static dev.carousel.kernel.scalar.ScalarMath.SQRT_HALF_BITS;
import static dev.carousel.kernel.scalar.ScalarMath.TANH_ONE;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code ScalarMath} over array ranges: the same operations in the same order, with blends for its
 * ifs. The last, partial vector of a range is loaded and stored through a mask.
 *
 * <p>Each loop names every operation itself instead of calling a shared method on vectors: C2 stops
 * inlining such methods once a compilation has grown past its budget, and then boxes the vectors.
 */
final class VectorMath {
  /** The machine's width, within the 4 to 16 lanes that the fold in {@code Reductions} can use. */
  static final VectorSpecies<Float> SPECIES = species();

  /** Lanes of {@link #SPECIES}. */
  static final int WIDTH = SPECIES.length();

  private VectorMath() {}

  private static VectorSpecies<Float> species() {
    VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
    if (preferred.length() > 16) {
      return FloatVector.SPECIES_512;
    }
    return preferred.length() < 4 ? FloatVector.SPECIES_128 : preferred;
  }

  static void exp(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i += WIDTH) {
      boolean whole = i <= n - WIDTH;
      FloatVector x =
          whole
              ? FloatVector.fromArray(SPECIES, in, inOffset + i)
              : FloatVector.fromArray(SPECIES, in, inOffset + i, SPECIES.indexInRange(i, n));
      FloatVector t = x.fma(LOG2_E, ROUND);
      FloatVector m = t.sub(ROUND);
      FloatVector r = m.fma(broadcast(SPECIES, -LN2_REST), m.fma(broadcast(SPECIES, -LN2), x));
      FloatVector p = r.fma(E6, E5);
      p = p.fma(r, broadcast(SPECIES, E4));
      p = p.fma(r, broadcast(SPECIES, E3));
      p = p.fma(r, broadcast(SPECIES, E2));
      p = p.fma(r, broadcast(SPECIES, 1f));
      p = p.fma(r, broadcast(SPECIES, 1f));
      IntVector twoToN = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      FloatVector y = p.reinterpretAsInts().add(twoToN).reinterpretAsFloats();
      y = x.add(Float.POSITIVE_INFINITY).blend(y, x.compare(VectorOperators.LE, EXP_LARGEST));
      y = y.blend(0f, x.compare(VectorOperators.LT, EXP_SMALLEST));
      if (whole) {
        y.intoArray(out, outOffset + i);
      } else {
        y.intoArray(out, outOffset + i, SPECIES.indexInRange(i, n));
      }
    }
  }

  static void log(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i += WIDTH) {
      boolean whole = i <= n - WIDTH;
      FloatVector x =
          whole
              ? FloatVector.fromArray(SPECIES, in, inOffset + i)
              : FloatVector.fromArray(SPECIES, in, inOffset + i, SPECIES.indexInRange(i, n));
      VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = x.blend(x.mul(LIFT), subnormal).reinterpretAsInts();
      IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, FRACTION_BITS);
      FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
      e = e.sub(broadcast(SPECIES, 0f).blend(LIFT_EXPONENT, subnormal));
      IntVector fraction = bits.sub(exponent.lanewise(VectorOperators.LSHL, FRACTION_BITS));
      FloatVector f = fraction.reinterpretAsFloats().sub(1f);
      FloatVector p = f.fma(L10, L9);
      p = p.fma(f, broadcast(SPECIES, L8));
      p = p.fma(f, broadcast(SPECIES, L7));
      p = p.fma(f, broadcast(SPECIES, L6));
      p = p.fma(f, broadcast(SPECIES, L5));
      p = p.fma(f, broadcast(SPECIES, L4));
      p = p.fma(f, broadcast(SPECIES, L3));
      p = p.fma(f, broadcast(SPECIES, -0.5f));
      FloatVector small = e.fma(broadcast(SPECIES, LN2_REST), f.mul(f).mul(p));
      FloatVector y = e.fma(broadcast(SPECIES, LN2), f.add(small));
      y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
      y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
      y = broadcast(SPECIES, Float.NaN).blend(y, x.compare(VectorOperators.GE, 0f));
      if (whole) {
        y.intoArray(out, outOffset + i);
      } else {
        y.intoArray(out, outOffset + i, SPECIES.indexInRange(i, n));
      }
    }
  }

  static void sigmoid(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i += WIDTH) {
      boolean whole = i <= n - WIDTH;
      FloatVector x =
          whole
              ? FloatVector.fromArray(SPECIES, in, inOffset + i)
              : FloatVector.fromArray(SPECIES, in, inOffset + i, SPECIES.indexInRange(i, n));
      FloatVector t = x.fma(-LOG2_E, ROUND_BIASED);
      FloatVector m = t.sub(ROUND_BIASED);
      FloatVector s = m.fma(broadcast(SPECIES, LN2_REST), m.fma(broadcast(SPECIES, LN2), x));
      FloatVector p = s.fma(E6, -E5);
      p = p.fma(s, broadcast(SPECIES, E4));
      p = p.fma(s, broadcast(SPECIES, -E3));
      p = p.fma(s, broadcast(SPECIES, E2));
      p = p.fma(s, broadcast(SPECIES, -1f)).mul(s);
      FloatVector twoToN =
          t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
      FloatVector y = broadcast(SPECIES, 1f).div(p.fma(twoToN, broadcast(SPECIES, 1f)).add(twoToN));
      y = y.blend(1f, x.compare(VectorOperators.GT, SIGMOID_ONE));
      y = y.blend(0f, x.compare(VectorOperators.LT, EXP_SMALLEST));
      if (whole) {
        y.intoArray(out, outOffset + i);
      } else {
        y.intoArray(out, outOffset + i, SPECIES.indexInRange(i, n));
      }
    }
  }

  static void tanh(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i += WIDTH) {
      boolean whole = i <= n - WIDTH;
      FloatVector x =
          whole
              ? FloatVector.fromArray(SPECIES, in, inOffset + i)
              : FloatVector.fromArray(SPECIES, in, inOffset + i, SPECIES.indexInRange(i, n));
      FloatVector a = x.abs();
      FloatVector a2 = a.add(a);
      FloatVector t = a2.fma(-LOG2_E, ROUND_BIASED);
      FloatVector m = t.sub(ROUND_BIASED);
      FloatVector s = m.fma(broadcast(SPECIES, LN2), a2);
      FloatVector p = s.fma(-E6, E5);
      p = p.fma(s, broadcast(SPECIES, -E4));
      p = p.fma(s, broadcast(SPECIES, E3));
      p = p.fma(s, broadcast(SPECIES, -E2));
      p = s.mul(s).fma(p, s);
      FloatVector twoToN =
          t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
      FloatVector numerator = p.fma(twoToN, broadcast(SPECIES, 1f).sub(twoToN));
      FloatVector denominator = p.neg().fma(twoToN, broadcast(SPECIES, 1f).add(twoToN));
      FloatVector magnitude = numerator.div(denominator);
      magnitude = magnitude.blend(1f, a.compare(VectorOperators.GT, TANH_ONE));
      IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
      FloatVector y = magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats();
      if (whole) {
        y.intoArray(out, outOffset + i);
      } else {
        y.intoArray(out, outOffset + i, SPECIES.indexInRange(i, n));
      }
    }
  }
}
