package dev.carousel.bench;

import dev.carousel.bench.ceiling.Product;
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
      "Measures the most multiply-adds a second the machine can do, and what Carousel makes of it.",
      "A loop on registers alone, and the product of 64 rows with packed weights of 512 x 2048, in",
      "turns, for every vector width, on one thread and on all at once. The share is the median of",
      "what the product reached of the loop in the same moment."
    })
final class CeilingCommand implements Callable<Integer> {
  private static final String ROW = "%4s %7s %8s %8s %6s";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads at once (default: 1, and all processors).")
  private @Nullable Integer threads;

  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws Exception {
    TreeSet<Integer> counts = new TreeSet<>();
    if (threads != null) {
      counts.add(Threads.checked(threads, 1));
    } else {
      counts.add(1);
      counts.add(Runtime.getRuntime().availableProcessors());
    }
    output.text(ROW, "bits", "threads", "GFLOP/s", "product", "share");
    for (int count : counts) {
      Product.measure(Installation.current(), count).forEach(this::print);
    }
    return 0;
  }

  private void print(Product product) {
    String rate = digits("%.1f", product.ceiling());
    String reached = digits("%.1f", product.gigaflops());
    String share = digits("%.2f", product.share());
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("bits", product.bits());
    object.put("threads", product.threads());
    object.put("gflops", Double.valueOf(rate));
    object.put("product_gflops", Double.valueOf(reached));
    object.put("product_share", Double.valueOf(share));
    output.result(ROW.formatted(product.bits(), product.threads(), rate, reached, share), object);
  }

  private static String digits(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
