package dev.carousel.bench.ceiling;

import dev.carousel.bench.process.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the product of packed weights reaches with vectors of some width, on this machine or one
 * that has no wider ones.
 *
 * @param bits of a vector
 * @param threads at once
 * @param ceiling best GFLOP/s of multiply-adds in registers
 * @param gigaflops best GFLOP/s of the product
 * @param share median of the product's part of the ceiling in the same moment
 */
public record Product(int bits, int threads, double ceiling, double gigaflops, double share) {
  private static final int WINDOWS = 120;

  /** Measures every vector width the machine has. */
  public static List<Product> measure(Installation installation, int threads) throws IOException {
    List<Product> all = new ArrayList<>();
    for (Ceiling ceiling : Ceiling.measure(installation, threads)) {
      int bits = ceiling.bits();
      String narrow = "-XX:MaxVectorSize=%d".formatted(bits / Byte.SIZE);
      String[] printed = ask(installation, narrow, threads);
      all.add(
          new Product(
              bits,
              threads,
              Math.max(ceiling.gigaflops(), Double.parseDouble(printed[0])),
              Double.parseDouble(printed[1]),
              Double.parseDouble(printed[2])));
    }
    return all;
  }

  private static String[] ask(Installation installation, String flag, int threads)
      throws IOException {
    List<String> command = installation.carousel(ProductLoop.class, List.of(flag));
    command.addAll(List.of(Integer.toString(threads), Integer.toString(WINDOWS)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed;
    try (var out = process.getInputStream()) {
      printed = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    if (printed.isEmpty()) {
      throw new IOException("no answer from " + String.join(" ", command));
    }
    return printed.split(" ", 3);
  }
}
