package dev.carousel.cli;

import dev.carousel.lab.Experiment;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.Variant;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs all rows of all experiments. */
@Command(
    name = "all",
    description =
        "Runs every LSTM row of every experiment but the waveforms, of which the paper has other"
            + " figures; hours, but resumable.",
    footer = {"", "Example:", "  carousel lab all --report lab-out --stop-after 150m"})
final class LabAllCommand extends CarouselCommand {
  @Option(
      names = "--baselines",
      description =
          "Run the rows of other methods too, those that follow the text to the letter, and spikes"
              + " of F = 30 to 50.")
  private boolean baselines;

  @Mixin private LabFlags flags = new LabFlags();

  @Override
  public Integer call() throws IOException {
    try (LabSession session = new LabSession(flags)) {
      for (Experiment experiment : Experiments.all()) {
        for (Variant variant : experiment.variants()) {
          if (!session.stopped() && (baselines || variant.isMain())) {
            session.run(experiment, session.plan(variant, null));
          }
        }
      }
      return session.end();
    }
  }
}
