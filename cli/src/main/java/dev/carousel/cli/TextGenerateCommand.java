package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.text.Sampling;
import dev.carousel.task.text.TextModel;
import dev.carousel.task.text.TextStream;
import dev.carousel.task.text.token.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Writes text. */
@Command(
    name = "generate",
    description = "Writes text with a language model, shown as it is made.",
    footer = {
      "",
      "Example:",
      "  carousel text generate --model m.safetensors --prompt \"ROMEO:\" --temperature 0.8"
    })
final class TextGenerateCommand extends CarouselCommand {
  /** The launcher tells whether stdout is one; elsewhere the text is data, to be kept as it is. */
  private static final boolean TERMINAL = "terminal".equals(System.getProperty("carousel.stdout"));

  @Option(names = "--model", required = true, paramLabel = "M", description = "The model file.")
  private @Nullable Path model;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "What it begins with.")
  private String prompt = "";

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Tokens to write (default: ${DEFAULT-VALUE}).")
  private int length = 500;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      description = "Below 1: more of the probable; 0: the most probable (default: 1).")
  private double temperature = 1;

  @Option(names = "--top-k", paramLabel = "N", description = "Of the N most probable tokens only.")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Of the fewest tokens only that have this share of probability.")
  private double topP = 1;

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same text (default: 1).")
  private long seed = 1;

  @Option(names = "--json", description = "Print the text as one JSON object.")
  private boolean json;

  /** Nothing that is written reaches anyone. */
  private static final class ReaderHasLeft extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Reads a prompt, and says so if some of it is unknown; how many pieces are. */
  static int read(TextStream stream, String prompt) {
    int unseen = stream.read(prompt);
    if (unseen > 0) {
      System.err.printf(
          Locale.ROOT,
          "carousel: %,d piece%s of the prompt %s not in the vocabulary; unknown words are read as"
              + " %s, unknown characters are passed over%n",
          unseen,
          unseen == 1 ? "" : "s",
          unseen == 1 ? "is" : "are",
          Words.UNKNOWN);
    }
    return unseen;
  }

  @Override
  public Integer call() throws IOException {
    if (length < 0) {
      throw new BadInput("--length %d: expected a whole number of at least 0", length);
    }
    Sampling sampling = new Sampling(temperature, topK, topP);
    TextStream stream = TextModel.load(Objects.requireNonNull(model)).stream();
    read(stream, prompt);
    StringBuilder all = new StringBuilder(prompt);
    Consumer<String> show =
        text -> {
          System.out.print(TERMINAL ? Harmless.text(text) : text);
          if (System.out.checkError()) { // flushes
            throw new ReaderHasLeft();
          }
        };
    long start = System.nanoTime();
    try {
      if (!json) {
        show.accept(prompt);
      }
      stream.write(length, sampling, seed, json ? all::append : show);
    } catch (ReaderHasLeft _) {
      return 0; // Main says what is to be said of it
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("text", all.toString());
      result.put("tokens", length);
      result.put("tokens_per_second", length / seconds);
      System.out.println(JsonMapper.builder().build().writeValueAsString(result));
    } else {
      System.out.println();
    }
    return 0;
  }
}
