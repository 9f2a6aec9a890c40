package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs all rows of all experiments, or of some. */
@Command(
    name = "all",
    description =
        "Runs every LSTM row of every experiment but the waveforms, of which the paper has other"
            + " figures; hours, but resumable.",
    footer = {
      "",
      "Examples:",
      "  carousel lab all --report lab-out --stop-after 150m",
      "  carousel lab all reber adding --report lab-out"
    })
final class LabAllCommand extends CarouselCommand {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only these experiments, one after the other (default: all).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--baselines",
      description =
          "Run the rows with a star in 'carousel lab list' too: other methods, the text to the"
              + " letter, the waveforms, and long spike intervals.")
  private boolean baselines;

  @Mixin private LabFlags flags = new LabFlags();

  @Override
  public Integer call() throws IOException {
    List<Experiment> experiments =
        names.isEmpty() ? Experiments.all() : names.stream().distinct().map(this::named).toList();
    try (LabSession session = new LabSession(flags)) {
      for (Experiment experiment : experiments) {
        for (Variant variant : experiment.variants()) {
          if (runs(variant)) {
            session.runNext(experiment, session.plan(variant, null));
          }
        }
      }
      return session.end();
    }
  }

  private Experiment named(String name) {
    Experiment experiment = Experiments.named(name);
    if (experiment.variants().stream().noneMatch(this::runs)) {
      throw new BadInput(
          "%s: all its rows have a star in 'carousel lab list', which are run with --baselines only;"
              + " add it",
          name);
    }
    return experiment;
  }

  private boolean runs(Variant variant) {
    return baselines || variant.isMain();
  }
}
