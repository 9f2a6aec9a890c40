package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.RowRun;
import dev.carousel.lab.Variant;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one row of an experiment. */
@Command(
    name = "run",
    description = {
      "Runs one row of an experiment: the paper's trials, with the paper's parameters.",
      "Where a row departs from the paper's text, it says so. Rows whose names end in -text do not."
    },
    footer = {
      "",
      "Examples:",
      "  carousel lab run reber --variant lstm-3x2-0.5",
      "  carousel lab run adding --variant T100 --trials 4 --seed 7 --json"
    })
final class LabRunCommand extends CarouselCommand {
  @Parameters(paramLabel = "NAME", description = "The experiment; 'carousel lab list' has them.")
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
    Experiment experiment = Experiments.named(Objects.requireNonNull(name));
    Variant variant =
        row == null ? experiment.variants().getFirst() : Experiments.variant(experiment, row);
    Algorithm learner = algorithm == null ? null : algorithm(algorithm);
    try (LabSession session = new LabSession(flags)) {
      RowRun plan = session.plan(variant, learner);
      session.run(experiment, plan);
      return session.end();
    }
  }

  private static Algorithm algorithm(String name) {
    return Arrays.stream(Algorithm.values())
        .filter(a -> a.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "--algorithm %s: no such algorithm; there are %s",
                name,
                Arrays.stream(Algorithm.values())
                    .map(Algorithm::label)
                    .collect(Collectors.joining(", "))));
  }
}
