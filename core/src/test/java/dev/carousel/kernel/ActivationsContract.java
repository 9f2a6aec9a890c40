package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.kernel.ActivationErrors.Kernel;
import dev.carousel.kernel.scalar.ScalarMath;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Activations} has to do. */
abstract class ActivationsContract {
  private static final float GUARD = 1234.5f;

  /** Prime, so that it meets every exponent and all kinds of fractions: 2.1 million floats. */
  private static final int STRIDE = 2039;

  abstract Activations activations();

  enum Function {
    EXP(0.93),
    LOG(0.93),
    SIGMOID(2.0),
    TANH(1.97);

    final double ulps;

    Function(double ulps) {
      this.ulps = ulps;
    }

    float define(float x) {
      return switch (this) {
        case EXP -> ScalarMath.exp(x);
        case LOG -> ScalarMath.log(x);
        case SIGMOID -> ScalarMath.sigmoid(x);
        case TANH -> ScalarMath.tanh(x);
      };
    }

    double exact(double x) {
      return switch (this) {
        case EXP -> StrictMath.exp(x);
        case LOG -> StrictMath.log(x);
        case SIGMOID -> ActivationErrors.sigmoid(x);
        case TANH -> StrictMath.tanh(x);
      };
    }

    Kernel of(Activations a) {
      return switch (this) {
        case EXP -> a::exp;
        case LOG -> a::log;
        case SIGMOID -> a::sigmoid;
        case TANH -> a::tanh;
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheDefinitionByBitsAndWritesNothingElse(Function function) {
    for (int n : Bits.SIZES) {
      float[] in = Bits.random(n + 1, n + 9, 20f, true);
      float[] out = new float[n + 11];
      Arrays.fill(out, GUARD);
      float[] expected = out.clone();
      for (int i = 0; i < n; i++) {
        expected[5 + i] = function.define(in[3 + i]);
      }
      function.of(activations()).apply(in, 3, out, 5, n);
      assertThat(Bits.of(out)).as("n = %d", n).isEqualTo(Bits.of(expected));
    }
  }

  @ParameterizedTest
  @EnumSource
  void worksInPlace(Function function) {
    float[] in = Bits.random(7, 101, 100f, true);
    float[] out = new float[in.length];
    function.of(activations()).apply(in, 1, out, 1, 99);
    out[0] = in[0];
    out[100] = in[100];
    function.of(activations()).apply(in, 1, in, 1, 99);
    assertThat(Bits.of(in)).isEqualTo(Bits.of(out));
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinItsErrorBound(Function function) {
    var worst = ActivationErrors.measure(function.of(activations()), function::exact, STRIDE);
    assertThat(worst.ulps()).as("at %s", worst.at()).isLessThanOrEqualTo(function.ulps);
  }

  /** All 2^32 floats, four functions: some minutes. */
  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void staysWithinItsErrorBoundEverywhere(Function function) {
    var worst = ActivationErrors.measure(function.of(activations()), function::exact, 1);
    assertThat(worst.ulps()).as("at %s", worst.at()).isLessThanOrEqualTo(function.ulps);
  }

  @Test
  void expAtItsEdges() {
    assertThat(apply(Function.EXP, Float.NEGATIVE_INFINITY, -1000f, -87.33655f))
        .containsExactly(0f, 0f, 0f);
    assertThat(apply(Function.EXP, -87.33654f)[0]).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
    assertThat(apply(Function.EXP, 88.72283f)[0]).isBetween(3.4e38f, Float.MAX_VALUE);
    assertThat(apply(Function.EXP, 88.72284f, 1e30f)).containsOnly(Float.POSITIVE_INFINITY);
    assertThat(apply(Function.EXP, 0f, -0f, 1e-30f)).containsOnly(1f);
  }

  @Test
  void logAtItsEdges() {
    assertThat(apply(Function.LOG, 0f, -0f)).containsOnly(Float.NEGATIVE_INFINITY);
    assertThat(apply(Function.LOG, -Float.MIN_VALUE, -1f, Float.NEGATIVE_INFINITY))
        .containsOnly(Float.NaN);
    assertThat(apply(Function.LOG, 1f)).containsExactly(0f);
    assertThat(apply(Function.LOG, Float.MIN_VALUE)).containsExactly(-103.27893f);
    assertThat(apply(Function.LOG, Float.POSITIVE_INFINITY))
        .containsExactly(Float.POSITIVE_INFINITY);
  }

  @Test
  void sigmoidSaturatesOnlyWhereRight() {
    assertThat(apply(Function.SIGMOID, 17.4f, 1e9f, Float.POSITIVE_INFINITY)).containsOnly(1f);
    assertThat(apply(Function.SIGMOID, 16.2f)[0]).isLessThan(1f);
    assertThat(apply(Function.SIGMOID, -87.33655f, Float.NEGATIVE_INFINITY)).containsOnly(0f);
    assertThat(apply(Function.SIGMOID, -87.33654f)[0]).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
    assertThat(apply(Function.SIGMOID, 0f, -0f)).containsOnly(0.5f);
  }

  @Test
  void sigmoidDoesNotFallAtItsEdges() {
    assertMonotone(Function.SIGMOID, -87.34f, -87.33f);
    assertMonotone(Function.SIGMOID, 17.3f, 17.4f);
    assertMonotone(Function.SIGMOID, 31.9f, 32.1f);
    assertMonotone(Function.TANH, 9.0f, 9.05f);
    assertMonotone(Function.TANH, 15.9f, 16.1f);
  }

  @Test
  void tanhIsOddToTheBitAndNeverLeavesItsRange() {
    float[] x = Bits.random(11, 20_000, 12f, true);
    float[] minus = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      minus[i] = -x[i];
    }
    float[] y = apply(Function.TANH, x);
    float[] z = apply(Function.TANH, minus);
    for (int i = 0; i < x.length; i++) {
      assertThat(Float.floatToIntBits(z[i])).isEqualTo(Float.floatToIntBits(-y[i]));
      assertThat(Math.abs(y[i]) > 1f).as("tanh %s", x[i]).isFalse();
    }
    assertThat(apply(Function.TANH, 9.02f, 1e30f, Float.POSITIVE_INFINITY)).containsOnly(1f);
    assertThat(apply(Function.TANH, 8.45f)[0]).isLessThan(1f);
    assertThat(apply(Function.TANH, Float.MIN_VALUE)).containsExactly(Float.MIN_VALUE);
    assertThat(Float.floatToRawIntBits(apply(Function.TANH, -0f)[0])).isEqualTo(Integer.MIN_VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void nanComesOutAsNan(Function function) {
    float quiet = Float.intBitsToFloat(0xffc12345);
    float signalling = Float.intBitsToFloat(0x7f800001);
    assertThat(apply(function, Float.NaN, quiet, signalling)).containsOnly(Float.NaN);
  }

  private float[] apply(Function function, float... x) {
    float[] y = new float[x.length];
    function.of(activations()).apply(x, 0, y, 0, x.length);
    return y;
  }

  private void assertMonotone(Function function, float from, float to) {
    float last = Float.NEGATIVE_INFINITY;
    for (float x = from; x < to; x = Math.nextUp(x)) {
      float y = function.define(x);
      assertThat(y < last).as("%s falls at %s", function, x).isFalse();
      last = y;
    }
  }
}
