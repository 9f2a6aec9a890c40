package dev.carousel.cli;

import dev.carousel.lab.compare.Comparison;
import dev.carousel.lab.compare.NamedCell;
import dev.carousel.lab.paper.SequenceTask;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Cells at equal weights on the same tasks. */
@Command(
    name = "compare",
    description =
        "Trains cells of equal weights on the same tasks and measures quality, weights, memory and"
            + " time.",
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

  @Option(names = "--json", description = "Print one JSON object a cell and task.")
  private boolean json;

  @Override
  public Integer call() {
    Comparison comparison = new Comparison(weights, sequences, epochs, rate, trials, seed);
    List<NamedCell> named = NamedCell.of(cells);
    List<SequenceTask> all =
        Arrays.stream(tasks.split(",", -1)).map(String::strip).map(SequenceTask::named).toList();
    if (!json) {
      System.out.printf(
          "%-8s %-18s %6s %8s %7s %7s %10s %9s %8s%n",
          "task", "cell", "hidden", "weights", "right", "worst", "loss", "memory", "time");
    }
    try (Interrupt interrupt = new Interrupt()) {
      for (SequenceTask task : all) {
        for (NamedCell cell : named) {
          System.err.printf(
              Locale.ROOT,
              "%s, %s: %d trials of %d epochs%n",
              task.label(),
              cell.name(),
              trials,
              epochs);
          Comparison.Result result = comparison.of(task, cell, interrupt::asked);
          if (result == null) {
            return Training.INTERRUPTED;
          }
          System.out.println(json ? object(result) : row(result));
        }
      }
    }
    if (!json) {
      System.out.println(
          "right: share of fresh sequences, mean and worst trial; memory: of a training step of 20"
              + " sequences; time: of the"
              + " processor for a batch of 20");
    }
    return 0;
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
