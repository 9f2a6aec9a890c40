package dev.carousel.cli;

import dev.carousel.lab.Experiment;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.Variant;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Lists what can be run. */
@Command(name = "list", description = "Lists the experiments and the rows of each.")
final class LabListCommand extends CarouselCommand {
  @Override
  public Integer call() {
    for (Experiment experiment : Experiments.all()) {
      System.out.printf("%s: %s%n", experiment.name(), experiment.title());
      System.out.printf("  %s%n", experiment.check());
      for (Variant variant : experiment.variants()) {
        System.out.printf(
            Locale.ROOT,
            "    %-18s %-14s %,7d weights  %s%n",
            variant.name(),
            String.join("|", variant.algorithms().stream().map(a -> a.label()).toList()),
            variant.weights(),
            variant.description());
      }
      System.out.println();
    }
    return 0;
  }
}
