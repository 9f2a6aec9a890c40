package dev.carousel.bench;

import dev.carousel.BadInput;
import dev.carousel.bench.process.Installation;
import dev.carousel.bench.scaling.Scaling;
import dev.carousel.bench.scaling.ScalingRow;
import dev.carousel.bench.scaling.ScalingSummary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** carousel bench scaling */
@Command(
    name = "scaling",
    description = {
      "Times training steps as time, batch and hidden size grow.",
      "An LSTM layer on one thread and on several: is it linear in time, and how much faster",
      "are more threads?"
    })
final class ScalingCommand implements Callable<Integer> {
  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads to compare with one (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws Exception {
    if (threads < 2) {
      throw new BadInput("--threads %d: expected at least 2".formatted(threads));
    }
    output.text("%s", ScalingRow.head(threads));
    Scaling scaling = new Scaling(Installation.current(), threads);
    List<ScalingRow> rows = scaling.run(row -> output.result(row.text(), row.json()));
    ScalingSummary summary = ScalingSummary.of(threads, rows);
    output.text("");
    output.result(summary.text(), summary.json());
    return 0;
  }
}
