package dev.carousel.cli;

import dev.carousel.lab.compare.Comparison;
import dev.carousel.lab.compare.KeptTrials;
import dev.carousel.lab.compare.NamedCell;
import dev.carousel.lab.paper.SequenceTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Cells at equal weights on the same tasks. */
@Command(
    name = "compare",
    description =
        "Trains cells of equal weights on the same tasks and measures quality, weights, memory and"
            + " time. Ctrl-C, and --stop-after, keep the finished trials, and the same command goes"
            + " on.",
    footer = {
      "",
      "Examples:",
      "  carousel lab compare",
      "  carousel lab compare --cells lstm,gru,min-gru --tasks recall --weights 5000 --trials 5"
    })
final class LabCompareCommand extends CarouselCommand {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(
      names = "--cells",
      paramLabel = "NAMES",
      description = "Cells, separated by commas (default: ${DEFAULT-VALUE}).")
  private String cells = "rnn,lstm,gru";

  @Option(
      names = "--tasks",
      paramLabel = "NAMES",
      description = "Tasks, separated by commas (default: ${DEFAULT-VALUE}).")
  private String tasks = "adding,order,signal,recall";

  @Option(
      names = "--weights",
      paramLabel = "N",
      description = "Weights of each network, at most (default: ${DEFAULT-VALUE}).")
  private int weights = 2000;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      description = "Sequences to learn from, and as many to test on (default: ${DEFAULT-VALUE}).")
  private int sequences = 1000;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Times that they are gone over (default: ${DEFAULT-VALUE}).")
  private int epochs = 30;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  private double rate = 0.005;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials of each cell and task (default: ${DEFAULT-VALUE}).")
  private int trials = 3;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--stop-after",
      paramLabel = "TIME",
      converter = Timespan.class,
      description = "Stop after this time, such as 90s, 150m or 4h; the same command goes on.")
  private @Nullable Duration stopAfter;

  @Option(names = "--json", description = "Print one JSON object a cell and task.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Comparison comparison = new Comparison(weights, sequences, epochs, rate, trials, seed);
    List<NamedCell> named = NamedCell.of(cells);
    List<SequenceTask> all =
        Arrays.stream(tasks.split(",", -1)).map(String::strip).map(SequenceTask::named).toList();
    Path folder = LabSession.folder();
    List<Path> made = folder == null ? List.of() : Destination.prepare(folder);
    KeptTrials kept = folder == null ? KeptTrials.nowhere() : KeptTrials.in(folder, comparison);
    long until = stopAfter == null ? Long.MAX_VALUE : System.nanoTime() + stopAfter.toNanos();
    try (Interrupt interrupt = new Interrupt()) {
      BooleanSupplier stop = () -> interrupt.asked() || System.nanoTime() > until;
      if (compare(comparison, all, named, kept, stop)) {
        kept.forget();
        return 0;
      }
      System.err.printf(
          "carousel: stopped; %s%n",
          folder == null
              ? "nothing is kept, the current folder takes no files"
              : kept.size() + " finished trials are in " + folder + ", the same command goes on");
      return interrupt.asked() ? Training.INTERRUPTED : 0;
    } finally {
      Destination.removeEmpty(made);
    }
  }

  /** Prints a row for each task and cell; false if it was stopped. */
  private boolean compare(
      Comparison comparison,
      List<SequenceTask> all,
      List<NamedCell> named,
      KeptTrials kept,
      BooleanSupplier stop)
      throws IOException {
    if (!json) {
      System.out.printf(
          "%-8s %-18s %6s %8s %7s %7s %10s %9s %8s%n",
          "task", "cell", "hidden", "weights", "right", "worst", "loss", "memory", "time");
    }
    for (SequenceTask task : all) {
      for (NamedCell cell : named) {
        System.err.printf(
            Locale.ROOT,
            "%s, %s: %d %s of %d %s%n",
            task.label(),
            cell.name(),
            trials,
            trials == 1 ? "trial" : "trials",
            epochs,
            epochs == 1 ? "epoch" : "epochs");
        Comparison.Result result = comparison.of(task, cell, kept, stop);
        if (result == null) {
          return false;
        }
        System.out.println(json ? object(result) : row(result));
        System.out.flush();
      }
    }
    if (!json) {
      System.out.println(
          "right: share of fresh sequences, mean and worst trial; memory: of a training step of 20"
              + " sequences; time: of the"
              + " processor for a batch of 20");
    }
    return true;
  }

  private static String row(Comparison.Result r) {
    Double loss = r.loss();
    return String.format(
        Locale.ROOT,
        "%-8s %-18s %6d %,8d %6.1f%% %6.1f%% %10s %6.2f MB %5.2f ms%s",
        r.task().label(),
        r.cell(),
        r.hidden(),
        r.weights(),
        100 * r.right(),
        100 * r.leastRight(),
        loss == null ? "-" : String.format(Locale.ROOT, "%.3g", loss),
        r.memory() / 1e6,
        r.milliseconds(),
        r.diverged() == 0 ? "" : "  (" + r.diverged() + " diverged)");
  }

  private static String object(Comparison.Result r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("task", r.task().label());
    all.put("cell", r.cell());
    all.put("hidden", r.hidden());
    all.put("weights", r.weights());
    all.put("right", r.right());
    all.put("worst", r.leastRight());
    all.put("loss", r.loss());
    all.put("diverged", r.diverged());
    all.put("memory_bytes", r.memory());
    all.put("ms_per_batch", r.milliseconds());
    return JSON.writeValueAsString(all);
  }
}
