package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarActivations;
import dev.carousel.kernel.scalar.ScalarGruGates;
import dev.carousel.kernel.scalar.ScalarLstmGates;
import dev.carousel.kernel.scalar.ScalarReductions;
import dev.carousel.kernel.scalar.ScalarRnnGates;
import dev.carousel.kernel.vector.VectorActivations;
import dev.carousel.kernel.vector.VectorGruGates;
import dev.carousel.kernel.vector.VectorLstmGates;
import dev.carousel.kernel.vector.VectorReductions;
import dev.carousel.kernel.vector.VectorRnnGates;

/**
 * What a backend computes for awkward sizes and values, in one number a family. {@link WidthsTest}
 * runs {@link #main} in JVMs with other vector widths and compares.
 */
final class KernelDigest {
  /**
   * Enough for C2 to compile every loop, so that its code is compared and not the interpreter's.
   */
  private static final int ROUNDS = 3;

  private long state = 1;

  private KernelDigest() {}

  /** One line a family; of the vector backend, or else of the scalar one. */
  static String of(boolean vector) {
    Activations activations = vector ? new VectorActivations() : new ScalarActivations();
    Reductions reductions =
        vector ? new VectorReductions(activations) : new ScalarReductions(activations);
    LstmGates gates = vector ? new VectorLstmGates() : new ScalarLstmGates();
    GruGates gruGates = vector ? new VectorGruGates() : new ScalarGruGates();
    RnnGates rnnGates = vector ? new VectorRnnGates() : new ScalarRnnGates();
    return "activations %s\nreductions %s\ngates %s\ngru %s\nrnn %s\n"
        .formatted(
            activations(activations),
            reductions(reductions),
            gates(gates),
            gruGates(gruGates),
            rnnGates(rnnGates));
  }

  private static String activations(Activations kernel) {
    KernelDigest digest = new KernelDigest();
    for (int round = 0; round < ROUNDS; round++) {
      for (int n : Bits.SIZES) {
        float[] in = Bits.random(round + n, n + 3, 30f, true);
        float[] out = new float[n + 5];
        kernel.exp(in, 3, out, 5, n);
        digest.add(out);
        kernel.log(in, 3, out, 5, n);
        digest.add(out);
        kernel.sigmoid(in, 3, out, 5, n);
        digest.add(out);
        kernel.tanh(in, 3, out, 5, n);
        digest.add(out);
      }
    }
    return digest.value();
  }

  private static String reductions(Reductions kernel) {
    KernelDigest digest = new KernelDigest();
    for (int round = 0; round < ROUNDS; round++) {
      for (int n : Bits.SIZES) {
        float[] a = Bits.random(round + n, n + 3, 5f, false);
        float[] b = Bits.random(round - n, n + 3, 5f, false);
        digest.add(kernel.sum(a, 2, n));
        digest.add(kernel.dot(a, 1, b, 3, n));
        digest.add(kernel.max(a, 1, n));
        digest.add(kernel.logSumExp(a, 3, n));
        kernel.softmax(a, 1, b, 2, n);
        digest.add(b);
        digest.add(kernel.sumExp(a, 3, n, 5f));
        kernel.expScaled(a, 1, b, 2, n, 5f, 0.1f, 0.7f);
        digest.add(b);
      }
    }
    return digest.value();
  }

  private static String gates(LstmGates kernel) {
    KernelDigest digest = new KernelDigest();
    for (int round = 0; round < ROUNDS; round++) {
      for (int hidden : Bits.SIZES) {
        LstmRow row = new LstmRow(hidden, 6f, round % 2 == 1, round % 3 == 1);
        row.forward(kernel);
        row.backward(kernel);
        for (float[] a : row.written()) {
          digest.add(a);
        }
      }
    }
    return digest.value();
  }

  private static String gruGates(GruGates kernel) {
    KernelDigest digest = new KernelDigest();
    for (int round = 0; round < ROUNDS; round++) {
      for (int hidden : Bits.SIZES) {
        for (boolean resetAfter : new boolean[] {true, false}) {
          GruRow row = GruRow.run(kernel, hidden, resetAfter, 6f, round % 2 == 1);
          row.arrays().values().forEach(digest::add);
        }
      }
    }
    return digest.value();
  }

  private static String rnnGates(RnnGates kernel) {
    KernelDigest digest = new KernelDigest();
    for (int round = 0; round < ROUNDS; round++) {
      for (int n : Bits.SIZES) {
        for (RnnActivation activation : RnnActivation.values()) {
          float[] pre = Bits.random(round + n, n + 3, 6f, round % 2 == 1);
          float[] dh = Bits.random(round - n, n + 3, 6f, round % 2 == 1);
          float[] h = new float[n + 3];
          float[] dPre = new float[n + 3];
          kernel.forward(activation, n, pre, 3, h, 1);
          kernel.backward(activation, n, h, 1, dh, 2, dPre, 0);
          digest.add(h);
          digest.add(dPre);
        }
      }
    }
    return digest.value();
  }

  private void add(float[] values) {
    for (float value : values) {
      add(Float.floatToIntBits(value));
    }
  }

  private void add(double value) {
    long bits = Double.doubleToLongBits(value);
    add((int) bits);
    add((int) (bits >>> 32));
  }

  private void add(int bits) {
    state = (state ^ bits) * 0x9e3779b97f4a7c15L;
    state ^= state >>> 29;
  }

  private String value() {
    return Long.toHexString(state);
  }

  /** Prints the digest of the vector backend. */
  public static void main(String[] args) {
    System.out.print(of(true));
  }
}
