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

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@code ScalarMath} on vectors: the same operations in the same order, with blends for its ifs. */
final class VectorMath {
  /** The machine's width, within the 4 to 16 lanes that the fold in {@code Reductions} can use. */
  static final VectorSpecies<Float> SPECIES = species();

  /** Lanes of {@link #SPECIES}. */
  static final int WIDTH = SPECIES.length();

  private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1f);
  private static final FloatVector NAN = FloatVector.broadcast(SPECIES, Float.NaN);

  private VectorMath() {}

  private static VectorSpecies<Float> species() {
    VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
    if (preferred.length() > 16) {
      return FloatVector.SPECIES_512;
    }
    return preferred.length() < 4 ? FloatVector.SPECIES_128 : preferred;
  }

  static FloatVector exp(FloatVector x) {
    FloatVector t = x.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(all(-LN2_REST), n.fma(all(-LN2), x));
    FloatVector p = r.fma(E6, E5);
    p = p.fma(r, all(E4));
    p = p.fma(r, all(E3));
    p = p.fma(r, all(E2));
    p = p.fma(r, ONE);
    p = p.fma(r, ONE);
    IntVector twoToN = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
    FloatVector y = p.reinterpretAsInts().add(twoToN).reinterpretAsFloats();
    return x.add(Float.POSITIVE_INFINITY)
        .blend(y, x.compare(VectorOperators.LE, EXP_LARGEST))
        .blend(0f, x.compare(VectorOperators.LT, EXP_SMALLEST));
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(LIFT), subnormal).reinterpretAsInts();
    IntVector exponent =
        bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, FRACTION_BITS);
    FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
    e = e.sub(all(0f).blend(LIFT_EXPONENT, subnormal));
    FloatVector f =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, FRACTION_BITS))
            .reinterpretAsFloats()
            .sub(1f);
    FloatVector p = f.fma(L10, L9);
    p = p.fma(f, all(L8));
    p = p.fma(f, all(L7));
    p = p.fma(f, all(L6));
    p = p.fma(f, all(L5));
    p = p.fma(f, all(L4));
    p = p.fma(f, all(L3));
    p = p.fma(f, all(-0.5f));
    FloatVector small = e.fma(all(LN2_REST), f.mul(f).mul(p));
    FloatVector y = e.fma(all(LN2), f.add(small));
    y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return NAN.blend(y, x.compare(VectorOperators.GE, 0f));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector t = x.fma(-LOG2_E, ROUND_BIASED);
    FloatVector n = t.sub(ROUND_BIASED);
    FloatVector s = n.fma(all(LN2_REST), n.fma(all(LN2), x));
    FloatVector p = s.fma(E6, -E5);
    p = p.fma(s, all(E4));
    p = p.fma(s, all(-E3));
    p = p.fma(s, all(E2));
    p = p.fma(s, all(-1f)).mul(s);
    FloatVector twoToN = powerOfTwo(t);
    FloatVector y = ONE.div(p.fma(twoToN, ONE).add(twoToN));
    return y.blend(ONE, x.compare(VectorOperators.GT, SIGMOID_ONE))
        .blend(0f, x.compare(VectorOperators.LT, EXP_SMALLEST));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector a2 = a.add(a);
    FloatVector t = a2.fma(-LOG2_E, ROUND_BIASED);
    FloatVector n = t.sub(ROUND_BIASED);
    FloatVector s = n.fma(all(LN2), a2);
    FloatVector p = s.fma(-E6, E5);
    p = p.fma(s, all(-E4));
    p = p.fma(s, all(E3));
    p = p.fma(s, all(-E2));
    p = s.mul(s).fma(p, s);
    FloatVector twoToN = powerOfTwo(t);
    FloatVector numerator = p.fma(twoToN, ONE.sub(twoToN));
    FloatVector denominator = p.neg().fma(twoToN, ONE.add(twoToN));
    FloatVector y =
        numerator.div(denominator).blend(ONE, a.compare(VectorOperators.GT, TANH_ONE));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  private static FloatVector powerOfTwo(FloatVector t) {
    return t.reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, FRACTION_BITS)
        .reinterpretAsFloats();
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
