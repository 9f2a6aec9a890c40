package dev.carousel.bench.ceiling;

import dev.carousel.bench.process.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The machine's most multiply-adds, measured.
 *
 * @param bits of a vector
 * @param threads at once
 * @param gigaflops GFLOP/s of all threads together, a multiply-add being two
 */
public record Ceiling(int bits, int threads, double gigaflops) {
  private static final List<Integer> WIDTHS = List.of(128, 256, 512);
  private static final int WINDOWS = 60;

  /** Measures every vector width the machine has. */
  public static List<Ceiling> measure(Installation installation, int threads) throws IOException {
    List<Ceiling> all = new ArrayList<>();
    for (int bits : WIDTHS) {
      double rate = rate(installation, bits, threads);
      if (rate > 0) {
        all.add(new Ceiling(bits, threads, rate));
      }
    }
    return all;
  }

  /** The highest of all widths. */
  public static Ceiling best(Installation installation, int threads) throws IOException {
    return measure(installation, threads).stream()
        .max(Comparator.comparingDouble(Ceiling::gigaflops))
        .orElseThrow();
  }

  /** The same loop, to be looked at again and again. */
  public CeilingLoop loop(Installation installation) throws IOException {
    return new CeilingLoop(installation, bits, threads);
  }

  /**
   * The part of a ceiling that this many multiply-adds in this time are.
   *
   * @param gigaflops the ceiling
   */
  public static double share(long multiplyAdds, double millis, double gigaflops) {
    return 2e-6 * multiplyAdds / millis / gigaflops;
  }

  private static double rate(Installation installation, int bits, int threads) throws IOException {
    try (CeilingLoop loop = new CeilingLoop(installation, bits, threads)) {
      return loop.best(WINDOWS);
    }
  }
}
