package dev.carousel.kernel;

import dev.carousel.kernel.vector.VectorActivations;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Largest errors of the activations against {@link StrictMath} in double, in ulps of the float. */
final class ActivationErrors {
  private static final int CHUNK = 4096;

  private ActivationErrors() {}

  /** A kernel over an array range. */
  interface Kernel {
    void apply(float[] in, int inOffset, float[] out, int outOffset, int n);
  }

  /** Largest error found and the argument where it stands. */
  record Worst(double ulps, float at) {}

  /** Visits every {@code stride}-th bit pattern of all 2^32. */
  static Worst measure(Kernel kernel, DoubleUnaryOperator exact, int stride) {
    float[] in = new float[CHUNK];
    float[] out = new float[CHUNK];
    Worst worst = new Worst(0, 0);
    for (long bits = 0; bits < 1L << 32; ) {
      int n = 0;
      for (; n < CHUNK && bits < 1L << 32; bits += stride) {
        in[n++] = Float.intBitsToFloat((int) bits);
      }
      kernel.apply(in, 0, out, 0, n);
      for (int i = 0; i < n; i++) {
        double ulps = error(out[i], exact.applyAsDouble(in[i]));
        if (ulps > worst.ulps) {
          worst = new Worst(ulps, in[i]);
        }
      }
    }
    return worst;
  }

  /** Error in ulps; results whose exact value is subnormal have to be 0 or within one ulp. */
  static double error(float actual, double exact) {
    if (Float.isNaN(actual) || Double.isNaN(exact)) {
      return Float.isNaN(actual) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    float nearest = (float) exact;
    if (actual == nearest || (Math.abs(exact) < Float.MIN_NORMAL && actual == 0)) {
      return 0;
    }
    return Math.abs(actual - exact) / Math.ulp(nearest);
  }

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Prints the errors over every stride-th float; stride 1 takes some minutes. */
  public static void main(String[] args) {
    int stride = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    Activations a = new VectorActivations();
    print("exp", measure(a::exp, StrictMath::exp, stride));
    print("log", measure(a::log, StrictMath::log, stride));
    print("sigmoid", measure(a::sigmoid, ActivationErrors::sigmoid, stride));
    print("tanh", measure(a::tanh, StrictMath::tanh, stride));
  }

  private static void print(String name, Worst worst) {
    System.out.printf(Locale.ROOT, "%-8s %.4f ulp at %s%n", name, worst.ulps, worst.at);
  }
}
