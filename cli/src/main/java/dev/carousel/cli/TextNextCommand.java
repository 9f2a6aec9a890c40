package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.text.NextToken;
import dev.carousel.task.text.TextModel;
import dev.carousel.task.text.TextStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Prints what may come next. */
@Command(
    name = "next",
    description = "Prints the distribution over the next word or character.",
    footer = {
      "",
      "Example:",
      "  carousel text next --model ptb.safetensors --prompt \"the price of\""
    })
final class TextNextCommand extends CarouselCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "The model file.")
  private @Nullable Path model;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "What has been read.")
  private String prompt = "";

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Rows of the table (default: ${DEFAULT-VALUE}).")
  private int top = 10;

  @Option(names = "--json", description = "Print the table as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new BadInput("--top %d: expected a whole number of at least 1", top);
    }
    TextStream stream = TextModel.load(Objects.requireNonNull(model)).stream();
    int unseen = stream.read(prompt);
    List<NextToken> next = stream.next(top);
    if (json) {
      System.out.println(
          JsonMapper.builder()
              .build()
              .writeValueAsString(Map.of("prompt", prompt, "unseen", unseen, "next", next)));
      return 0;
    }
    double rest = 1;
    for (NextToken token : next) {
      System.out.printf(Locale.ROOT, "%8.4f  %s%n", token.probability(), shown(token.text()));
      rest -= token.probability();
    }
    System.out.printf(Locale.ROOT, "%8.4f  (all others)%n", Math.max(0, rest));
    return 0;
  }

  private static String shown(String text) {
    return text.replace("\n", "\\n").replace(" ", "␣");
  }
}
