package dev.carousel.kernel.scalar;

/**
 * e^x, ln x, 1 / (1 + e^-x) and tanh x of one float: the definition every backend repeats operation
 * by operation.
 *
 * <p>Each is a range reduction (x = n ln2 + r, or x = 2^e (1 + f)), a minimax polynomial evaluated
 * by fma in Horner's order, and a reconstruction on the exponent bits. The polynomials are fitted
 * by {@code golden/activations/fit.py}.
 */
public final class ScalarMath {
  /** 1.5 * 2^23: adding it rounds to an integer, which then stands in the low bits of the sum. */
  public static final float ROUND = 0x1.8p23f;

  /** {@link #ROUND} plus the exponent bias: the low bits shifted by 23 are then the float 2^n. */
  public static final float ROUND_BIASED = ROUND + 127f;

  /** Width of a float's fraction. */
  public static final int FRACTION_BITS = 23;

  public static final float LOG2_E = 0x1.715476p0f;
  public static final float LN2 = 0x1.62e43p-1f;

  /** ln 2 - {@link #LN2}. */
  public static final float LN2_REST = -0x1.05c61p-29f;

  /** e^r = 1 + r + r^2 (E2 + r (E3 + ...)), relative error of e^r - 1 at most 1.4e-8. */
  public static final float E2 = 0x1.fffffep-2f;

  public static final float E3 = 0x1.5554b4p-3f;
  public static final float E4 = 0x1.5556f4p-5f;
  public static final float E5 = 0x1.12253ep-7f;
  public static final float E6 = 0x1.6b9a2p-10f;

  /** ln(1 + f) = f - f^2 / 2 + f^3 (L3 + f (L4 + ...)), relative error at most 5.9e-9. */
  public static final float L3 = 0x1.555554p-2f;

  public static final float L4 = -0x1.000226p-2f;
  public static final float L5 = 0x1.99a01cp-3f;
  public static final float L6 = -0x1.54728ap-3f;
  public static final float L7 = 0x1.22d92ep-3f;
  public static final float L8 = -0x1.0d8242p-3f;
  public static final float L9 = 0x1.055ec6p-3f;
  public static final float L10 = -0x1.38c9dep-4f;

  /** Smallest x whose e^x is a normal float. */
  public static final float EXP_SMALLEST = -0x1.5d589ep6f;

  /** Largest x whose e^x is finite. */
  public static final float EXP_LARGEST = 0x1.62e42ep6f;

  /** Past this 1 / (1 + e^-x) is 1; its formula below gives 1 from 16.23 on. */
  public static final float SIGMOID_ONE = 32f;

  /** Past this tanh x is 1; its formula below gives 1 from 8.49 on. */
  public static final float TANH_ONE = 16f;

  /** Bits of the float next to sqrt(1/2), where the fraction of a logarithm's argument begins. */
  public static final int SQRT_HALF_BITS = 0x3f3504f3;

  /** Lifts a subnormal argument of the logarithm into the normal range: 2^24. */
  public static final float LIFT = 0x1p24f;

  /** Exponent of {@link #LIFT}. */
  public static final float LIFT_EXPONENT = 24f;

  private ScalarMath() {}

  /** e^x; 0 where the result would be subnormal. */
  public static float exp(float x) {
    if (x < EXP_SMALLEST) {
      return 0f;
    }
    if (!(x <= EXP_LARGEST)) {
      return x + Float.POSITIVE_INFINITY;
    }
    float t = Math.fma(x, LOG2_E, ROUND);
    float n = t - ROUND;
    float r = Math.fma(n, -LN2_REST, Math.fma(n, -LN2, x));
    float p = Math.fma(r, E6, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    int twoToN = Float.floatToRawIntBits(t) << FRACTION_BITS;
    return Float.intBitsToFloat(Float.floatToRawIntBits(p) + twoToN);
  }

  /** ln x; -Inf at 0, NaN below. */
  public static float log(float x) {
    if (!(x >= 0f)) {
      return Float.NaN;
    }
    if (x == 0f) {
      return Float.NEGATIVE_INFINITY;
    }
    if (x == Float.POSITIVE_INFINITY) {
      return x;
    }
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * LIFT : x);
    int exponent = (bits - SQRT_HALF_BITS) >> FRACTION_BITS;
    float e = exponent - (subnormal ? LIFT_EXPONENT : 0f);
    float f = Float.intBitsToFloat(bits - (exponent << FRACTION_BITS)) - 1f;
    float p = Math.fma(f, L10, L9);
    p = Math.fma(p, f, L8);
    p = Math.fma(p, f, L7);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, -0.5f);
    float small = Math.fma(e, LN2_REST, f * f * p);
    return Math.fma(e, LN2, f + small);
  }

  /** 1 / (1 + e^-x); 0 where the result would be subnormal. */
  public static float sigmoid(float x) {
    if (x < EXP_SMALLEST) {
      return 0f;
    }
    if (x > SIGMOID_ONE) {
      return 1f;
    }
    // e^-x = 2^n e^-s with s = x + n ln2, so the odd terms of the polynomial change their sign.
    float t = Math.fma(x, -LOG2_E, ROUND_BIASED);
    float n = t - ROUND_BIASED;
    float s = Math.fma(n, LN2_REST, Math.fma(n, LN2, x));
    float p = Math.fma(s, E6, -E5);
    p = Math.fma(p, s, E4);
    p = Math.fma(p, s, -E3);
    p = Math.fma(p, s, E2);
    p = Math.fma(p, s, -1f) * s;
    float twoToN = Float.intBitsToFloat(Float.floatToRawIntBits(t) << FRACTION_BITS);
    return 1f / (Math.fma(p, twoToN, 1f) + twoToN);
  }

  /** tanh x = (1 - e^-2|x|) / (1 + e^-2|x|) with the sign of x: exactly odd. */
  public static float tanh(float x) {
    float a = Math.abs(x);
    float y = a > TANH_ONE ? 1f : tanhOfMagnitude(a);
    int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
  }

  private static float tanhOfMagnitude(float a) {
    float a2 = a + a;
    float t = Math.fma(a2, -LOG2_E, ROUND_BIASED);
    float n = t - ROUND_BIASED;
    float s = Math.fma(n, LN2, a2);
    float p = Math.fma(s, -E6, E5);
    p = Math.fma(p, s, -E4);
    p = Math.fma(p, s, E3);
    p = Math.fma(p, s, -E2);
    p = Math.fma(s * s, p, s);
    float twoToN = Float.intBitsToFloat(Float.floatToRawIntBits(t) << FRACTION_BITS);
    float numerator = Math.fma(p, twoToN, 1f - twoToN);
    return numerator / Math.fma(-p, twoToN, 1f + twoToN);
  }
}
