package dev.carousel.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** The papers' experiments. */
@Command(
    name = "lab",
    description =
        "Runs the experiments of the papers with the parameters of the papers, says where a row"
            + " departs from their text, and shows the papers' figures beside ours.",
    subcommands = {
      LabListCommand.class,
      LabRunCommand.class,
      LabAllCommand.class,
      LabVanishingCommand.class,
      LabCompareCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  carousel lab list",
      "  carousel lab run reber --variant lstm-3x2-0.5",
      "  carousel lab run adding --trials 4 --json",
      "  carousel lab all --report lab-out --stop-after 150m",
      "  carousel lab vanishing",
      "  carousel lab compare --cells rnn,lstm,gru"
    })
final class LabCommand extends CarouselCommand {
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine.usage(Objects.requireNonNull(spec), System.out);
    return 0;
  }
}
