package dev.carousel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** Language models. */
@Command(
    name = "text",
    description = "Language models: trains one on a text, scores texts with it, and writes text.",
    subcommands = {
      TextTrainCommand.class,
      TextEvaluateCommand.class,
      TextGenerateCommand.class,
      TextNextCommand.class
    },
    footer = {
      "",
      "Example:",
      "  carousel text train --data shakespeare.txt --level char --model shakespeare.safetensors",
      "  carousel text generate --model shakespeare.safetensors --prompt \"ROMEO:\""
    })
final class TextCommand extends CarouselCommand {
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(),
        "say what to do: train, evaluate, generate or next");
  }
}
