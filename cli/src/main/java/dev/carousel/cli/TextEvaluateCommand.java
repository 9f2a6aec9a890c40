package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.text.Corpus;
import dev.carousel.task.text.TextModel;
import dev.carousel.task.text.TextScore;
import dev.carousel.task.text.source.Utf8File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says how well a language model predicts a text. */
@Command(
    name = "evaluate",
    description = "Says how well a language model predicts a text.",
    footer = {"", "Example:", "  carousel text evaluate --model m.safetensors --data test.txt"})
final class TextEvaluateCommand extends CarouselCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "The model file.")
  private @Nullable Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The text, UTF-8; gzip is unpacked.")
  private @Nullable Path data;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "Parts the text is cut into, read side by side, each without a past: more are faster and"
              + " a little worse (default: 8; --dynamic reads one).")
  private @Nullable Integer rows;

  @Option(
      names = "--dynamic",
      description = "Go on learning from what was read (dynamic evaluation); the file stays.")
  private boolean dynamic;

  @Option(
      names = "--dynamic-rate",
      paramLabel = "X",
      description = "Learning rate of --dynamic (default: ${DEFAULT-VALUE}).")
  private double rate = 0.1;

  private static final double MANY = 0.2;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    int parts = Objects.requireNonNullElse(rows, 8);
    if (parts < 1) {
      throw new BadInput("--rows %d: expected a whole number of at least 1", parts);
    }
    if (dynamic && parts > 1 && rows != null) {
      throw new BadInput(
          "--rows %d: with --dynamic the text is read in one piece; leave one of them out", parts);
    }
    if (!(rate > 0 && rate < 1e6)) {
      throw new BadInput("--dynamic-rate %s: expected a number above 0", rate);
    }
    TextModel trained = TextModel.load(Objects.requireNonNull(model));
    Corpus corpus = Corpus.of(Utf8File.of(Objects.requireNonNull(data)), trained.tokenizer());
    TextScore score =
        dynamic
            ? trained.evaluateDynamically(corpus, rate)
            : trained.evaluate(corpus, (int) Math.min(parts, corpus.size()));
    if (score.oov() > MANY * (score.tokens() + score.oov())) {
      System.err.printf(
          Locale.ROOT,
          "carousel: %,d pieces of the text are not in the vocabulary, against %,d tokens: this is no"
              + " text for this model, and the score tells little of it%n",
          score.oov(),
          score.tokens());
    }
    if (json) {
      ObjectNode result = JsonMapper.shared().valueToTree(score);
      result.properties().stream()
          .filter(p -> p.getValue().isDouble() && !Double.isFinite(p.getValue().asDouble()))
          .map(Map.Entry::getKey)
          .toList()
          .forEach(result::putNull); // JSON has no such numbers
      System.out.println(result);
      return 0;
    }
    System.out.printf(
        Locale.ROOT,
        "%.4f nats a token, perplexity %s%s, %,d tokens, %,d not in the vocabulary%n",
        score.nats(),
        TextProgress.shown(score.perplexity()),
        score.bitsPerCharacter() == null
            ? ""
            : String.format(Locale.ROOT, ", %.4f bits a character", score.bitsPerCharacter()),
        score.tokens(),
        score.oov());
    return 0;
  }
}
