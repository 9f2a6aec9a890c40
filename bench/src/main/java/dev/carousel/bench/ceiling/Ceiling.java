package dev.carousel.bench.ceiling;

import dev.carousel.bench.process.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** The part of the ceiling that this many multiply-adds in this time are. */
  public double share(long multiplyAdds, double millis) {
    return 2e-6 * multiplyAdds / millis / gigaflops;
  }

  private static double rate(Installation installation, int bits, int threads) throws IOException {
    String width = "-D%s=%d".formatted(FmaLoop.BITS, bits);
    return Double.parseDouble(ask(installation, FmaLoop.class, width, threads, WINDOWS));
  }

  /** What a child prints that measures so many windows on so many threads at once. */
  static String ask(Installation installation, Class<?> main, String flag, int threads, int windows)
      throws IOException {
    List<String> command = installation.carousel(main, List.of(flag));
    command.addAll(List.of(Integer.toString(threads), Integer.toString(windows)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed;
    try (var out = process.getInputStream()) {
      printed = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    if (printed.isEmpty()) {
      throw new IOException("no answer from " + String.join(" ", command));
    }
    return printed;
  }
}
