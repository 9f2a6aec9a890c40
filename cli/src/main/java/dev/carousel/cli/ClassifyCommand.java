package dev.carousel.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** Classes of sequences. */
@Command(
    name = "classify",
    description =
        "Classes of sequences: trains a classifier on .ts files of the UCR and UEA archive or on"
            + " idx images such as MNIST, and tests it.",
    subcommands = {ClassifyTrainCommand.class, ClassifyEvaluateCommand.class},
    footer = {
      "",
      "Example:",
      "  carousel classify train --data JapaneseVowels_TRAIN.ts --model vowels.safetensors",
      "  carousel classify evaluate --data JapaneseVowels_TEST.ts --model vowels.safetensors"
    })
final class ClassifyCommand extends CarouselCommand {
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        Objects.requireNonNull(spec).commandLine(), "say what to do: train or evaluate");
  }
}
