package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.text.NextToken;
import dev.carousel.task.text.TextModel;
import dev.carousel.task.text.TextStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    int unseen = TextGenerateCommand.read(stream, prompt);
    List<NextToken> next = stream.next(top);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("prompt", prompt);
      all.put("unseen", unseen);
      all.put("next", next);
      System.out.println(JsonMapper.builder().build().writeValueAsString(all));
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

  /** A token on one line: spaces to be seen, no character that moves the cursor. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEachOrdered(c -> {
          if (c == '\n') {
            shown.append("\\n");
          } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            shown.append(String.format(Locale.ROOT, "\\u%04X", c));
          } else {
            shown.appendCodePoint(c == ' ' ? '␣' : c);
          }
        });
    return shown.toString();
  }
}
