package dev.carousel.bench;

import dev.carousel.bench.ceiling.Ceiling;
import dev.carousel.bench.process.Installation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** carousel bench ceiling */
@Command(
    name = "ceiling",
    description = {
      "Measures the most multiply-adds a second the machine can do.",
      "A loop on registers alone, for every vector width, on one thread and on all at once."
    })
final class CeilingCommand implements Callable<Integer> {
  private static final String ROW = "%4s %7s %8s";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads at once (default: 1, and all processors).")
  private int threads;

  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws Exception {
    output.text(ROW, "bits", "threads", "GFLOP/s");
    TreeSet<Integer> counts = new TreeSet<>();
    if (threads > 0) {
      counts.add(threads);
    } else {
      counts.add(1);
      counts.add(Runtime.getRuntime().availableProcessors());
    }
    for (int count : counts) {
      Ceiling.measure(Installation.current(), count).forEach(this::print);
    }
    return 0;
  }

  private void print(Ceiling ceiling) {
    String rate = String.format(Locale.ROOT, "%.1f", ceiling.gigaflops());
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("bits", ceiling.bits());
    object.put("threads", ceiling.threads());
    object.put("gflops", Double.valueOf(rate));
    output.result(ROW.formatted(ceiling.bits(), ceiling.threads(), rate), object);
  }
}
