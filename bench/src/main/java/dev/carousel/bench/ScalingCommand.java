package dev.carousel.bench;

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
      split = ",",
      paramLabel = "N",
      description = "Numbers of threads to compare with one, such as 2,4,8 (default: 2).")
  private List<Integer> threads = List.of(2);

  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws Exception {
    threads.forEach(count -> Threads.checked(count, 2));
    for (int count : threads) {
      measure(count);
    }
    return 0;
  }

  private void measure(int count) throws Exception {
    output.text("%s", ScalingRow.head(count));
    Scaling scaling = new Scaling(Installation.current(), count);
    List<ScalingRow> rows = scaling.run(row -> output.result(row.text(), row.json()));
    ScalingSummary summary = ScalingSummary.of(count, rows);
    output.text("");
    output.result(summary.text(), summary.json());
    output.text("");
  }
}
