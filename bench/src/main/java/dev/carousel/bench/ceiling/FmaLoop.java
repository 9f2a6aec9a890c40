package dev.carousel.bench.ceiling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop no kernel can beat: fused multiply-adds on registers alone, as many independent chains
 * as hide their latency. The vector width is a constant of the JVM, so it runs in a child process
 * of its own.
 */
public final class FmaLoop {
  /** System property: bits of a vector. */
  static final String BITS = "carousel.bench.bits";

  /** Chains: two fma units of 4 to 5 cycles want 8 to 10, and 16 registers hold no more. */
  private static final int CHAINS = 12;

  /** Steps of a window, some milliseconds. */
  private static final int STEPS = 2_000_000;

  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(
          float.class,
          VectorShape.forBitSize(
              Integer.getInteger(BITS, FloatVector.SPECIES_PREFERRED.vectorBitSize())));

  private FmaLoop() {}

  /**
   * Answers each line of stdin, which has the least number of windows and of milliseconds, by the
   * best GFLOP/s of all windows, or 0 if the machine has no such vectors.
   *
   * @param args threads at once
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int threads = Integer.parseInt(args[0]);
    boolean tooWide = SPECIES.vectorBitSize() > FloatVector.SPECIES_PREFERRED.vectorBitSize();
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(
          tooWide ? 0 : best(threads, Integer.parseInt(words[0]), Long.parseLong(words[1])));
    }
  }

  private static double best(int threads, int windows, long millis) throws InterruptedException {
    double best = 0;
    long start = System.nanoTime();
    do {
      double[][] rates = Windows.rates(threads, windows, t -> new Windows.Work[] {FmaLoop::window});
      best = Math.max(best, Arrays.stream(rates).mapToDouble(w -> w[0]).max().orElse(0));
    } while (System.nanoTime() - start < millis * 1_000_000);
    return best;
  }

  /** One window, on one thread. */
  static double window() {
    if (Float.isNaN(chains(STEPS))) {
      throw new IllegalStateException("the chains ended in NaN");
    }
    return 2.0 * STEPS * CHAINS * SPECIES.length();
  }

  /** Local variables, so that they stay in registers. */
  private static float chains(int steps) {
    FloatVector a = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector b = FloatVector.broadcast(SPECIES, 1e-3f);
    FloatVector c0 = b;
    FloatVector c1 = b;
    FloatVector c2 = b;
    FloatVector c3 = b;
    FloatVector c4 = b;
    FloatVector c5 = b;
    FloatVector c6 = b;
    FloatVector c7 = b;
    FloatVector c8 = b;
    FloatVector c9 = b;
    FloatVector c10 = b;
    FloatVector c11 = b;
    for (int step = 0; step < steps; step++) {
      c0 = c0.fma(a, b);
      c1 = c1.fma(a, b);
      c2 = c2.fma(a, b);
      c3 = c3.fma(a, b);
      c4 = c4.fma(a, b);
      c5 = c5.fma(a, b);
      c6 = c6.fma(a, b);
      c7 = c7.fma(a, b);
      c8 = c8.fma(a, b);
      c9 = c9.fma(a, b);
      c10 = c10.fma(a, b);
      c11 = c11.fma(a, b);
    }
    FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    sum = sum.add(c6).add(c7).add(c8).add(c9).add(c10).add(c11);
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
