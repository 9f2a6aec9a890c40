package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.RowRun;
import dev.carousel.lab.Variant;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one row of an experiment. */
@Command(
    name = "run",
    description = {
      "Runs one row of an experiment: as many trials as the paper, with its parameters but for the"
          + " departures and limits that the output names.",
      "Rows whose names end in -text follow the text."
    },
    footer = {
      "",
      "Examples:",
      "  carousel lab run reber --variant lstm-3x2-0.5",
      "  carousel lab run adding --variant T100 --trials 4 --seed 7 --json"
    })
final class LabRunCommand extends CarouselCommand {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The experiment, which has to be named; 'carousel lab list' has them.")
  private @Nullable String name;

  @Option(
      names = "--variant",
      paramLabel = "ROW",
      description = "The row (default: the experiment's first in 'carousel lab list').")
  private @Nullable String row;

  @Option(
      names = "--algorithm",
      paramLabel = "A",
      description = "What learns: paper, bptt, rtrl or elman (default: the row's own).")
  private @Nullable String algorithm;

  @Mixin private LabFlags flags = new LabFlags();

  @Override
  public Integer call() throws IOException {
    if (name == null) {
      throw new BadInput("lab run: which experiment? There are %s", Experiments.names());
    }
    Experiment experiment = Experiments.named(name);
    Variant variant =
        row == null ? experiment.variants().getFirst() : Experiments.variant(experiment, row);
    Algorithm learner = algorithm == null ? null : algorithm(algorithm, variant);
    try (LabSession session = new LabSession(flags)) {
      RowRun plan = session.plan(variant, learner);
      session.run(experiment, plan);
      return session.end();
    }
  }

  private static Algorithm algorithm(String name, Variant variant) {
    return Arrays.stream(Algorithm.values())
        .filter(a -> a.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "--algorithm %s: no such algorithm; %s %s is learnt by %s",
                name, variant.experiment(), variant.name(), variant.learntBy()));
  }
}
