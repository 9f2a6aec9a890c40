package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.model.Provenance;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.text.NGramBaseline;
import dev.carousel.task.text.TextModel;
import dev.carousel.task.text.TextOptions;
import dev.carousel.task.text.TextScore;
import dev.carousel.task.text.TextTraining;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.source.TextSplit;
import dev.carousel.task.text.source.Utf8File;
import dev.carousel.task.text.token.Level;
import dev.carousel.train.History;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Trains a language model on a text. */
@Command(
    name = "train",
    description =
        "Trains a language model on a text. Ctrl-C, and --stop-after, keep a checkpoint beside the"
            + " model from which the same command goes on to the same bits.",
    footer = {
      "",
      "Examples:",
      "  carousel text train --data input.txt --level char --model m.safetensors",
      "  carousel text train --data ptb.train.txt --valid ptb.valid.txt --preset zaremba-small"
          + " --model ptb.safetensors"
    })
final class TextTrainCommand extends CarouselCommand {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The text, UTF-8; gzip is unpacked.")
  private @Nullable Path data;

  @Option(
      names = "--valid",
      paramLabel = "FILE|SHARE",
      description = "A text to validate on, or the last share of the data (default: 0.1).")
  private String valid = "0.1";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "OUT",
      description = "The model file to write.")
  private @Nullable Path model;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Mixin private TextFlags flags = new TextFlags();

  @Mixin private ResumableTraining resumable = new ResumableTraining();

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(model);
    Path text = Objects.requireNonNull(data);
    Destination.checkFile(file, "--model");
    Destination.checkApart(file, "--model", text, "--data");
    Destination.checkApart(file, "--model", validFile(), "--valid");
    Destination.checkModel(file);
    TextOptions options = flags.options();
    Texts texts = texts(text, options);
    Destination.probe(file);
    TextTraining training = TextTraining.of(texts.training, texts.validation, options);
    String digest = ForecastRun.sha256(text);
    long start = System.nanoTime();
    History history;
    try (Interrupt interrupt = new Interrupt()) {
      Path checkpoint = describe(training, file);
      try {
        history = train(training, checkpoint, interrupt);
      } catch (TrainingDiverged e) {
        ResumableTraining.keepBest(
            e, file, done -> training.model(provenance(digest, options, done)).save(file));
        throw e;
      }
      if (history.end() == History.End.STOPPED) {
        return ResumableTraining.stopped(history, checkpoint, interrupt, json);
      }
      training.model(provenance(digest, options, history)).save(file);
      Files.deleteIfExists(checkpoint);
    }
    print(training, history, file, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  private record Texts(TextSource training, TextSource validation) {}

  private Texts texts(Path file, TextOptions options) {
    TextSource text = Utf8File.of(file);
    Path validation = validFile();
    if (validation == null) {
      boolean words = options.level() == Level.WORD;
      TextSplit split = TextSplit.of(text, share(), words);
      return new Texts(split.training(), split.validation());
    }
    return new Texts(text, Utf8File.of(validation));
  }

  /** The file that --valid names; null if it is a share. */
  private @Nullable Path validFile() {
    Path file = Path.of(valid);
    if (!Files.exists(file)
        && valid.matches("-?[0-9.,]*[0-9][0-9.,eE-]*%?")
        && !valid.matches("[0-9.]+")) {
      throw new BadInput("--valid %s: no such file; a share is written as 0.1, for a tenth", valid);
    }
    return valid.matches("[0-9.]+") && !Files.exists(file) ? null : file;
  }

  private double share() {
    try {
      return Double.parseDouble(valid);
    } catch (NumberFormatException e) {
      throw new BadInput(e, "--valid " + valid + ": expected a file or a share such as 0.1");
    }
  }

  /** Says what will be trained; gives the checkpoint's place. */
  private static Path describe(TextTraining training, Path file) {
    long validated = training.validation().size();
    System.err.printf(
        Locale.ROOT,
        "%,d tokens to train on, %,d to validate, vocabulary %,d, %,d parameters%n",
        training.training().size(),
        validated,
        training.tokenizer().vocabulary(),
        training.model(null).parameters());
    long unseen = training.validation().unseen();
    if (unseen > 0) {
      System.err.printf(
          Locale.ROOT,
          "%s of the text to validate on not in the vocabulary%n",
          Sentence.count(unseen, "piece"));
    }
    int window = training.options().learning().bptt();
    if (validated < window) {
      System.err.printf(
          Locale.ROOT,
          "carousel: %s to validate on: less than a window of %d, so that which epoch is best is"
              + " luck. Give a larger --valid, or more text.%n",
          Sentence.count(validated, "token"),
          window);
    }
    return ResumableTraining.checkpoint(file, training.options().toString());
  }

  private History train(TextTraining training, Path checkpoint, Interrupt interrupt) {
    try (TextProgress progress = new TextProgress(training.options(), training)) {
      return training
          .train(fit -> resumable.add(fit, checkpoint, interrupt).listener(progress))
          .history();
    }
  }

  private Provenance provenance(String digest, TextOptions options, History history) {
    String nats = String.format(Locale.ROOT, "%.6g", best(history).validationLoss());
    return ResumableTraining.provenance(
        Objects.requireNonNull(data),
        digest,
        options,
        options.seed(),
        history,
        Map.of("validation nats", nats));
  }

  private static History.Epoch best(History history) {
    return history.epochs().get(history.bestEpoch() - 1);
  }

  private void print(TextTraining training, History history, Path file, double seconds) {
    History.Epoch best = best(history);
    Optional<NGramBaseline> counted = NGramBaseline.of(training);
    if (json) {
      TextModel trained = training.model(null);
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      all.put("model", file.toString());
      all.put("tokens", training.training().size());
      all.put("vocabulary", trained.tokenizer().vocabulary());
      all.put("parameters", trained.parameters());
      all.put("epochs", history.epochs().size());
      all.put("best_epoch", best.number());
      all.put("train_nats", best.loss());
      all.put("valid_nats", best.validationLoss());
      double perplexity = StrictMath.exp(best.validationLoss());
      all.put("valid_perplexity", Double.isFinite(perplexity) ? perplexity : null);
      all.put("ngram_order", counted.map(NGramBaseline::order).orElse(null));
      all.put("ngram_valid_nats", counted.map(b -> b.score().nats()).orElse(null));
      all.put("seconds", seconds);
      System.out.println(JsonMapper.builder().build().writeValueAsString(all));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "best epoch %d of %d: training %.4f nats, validation %.4f nats, perplexity %s%n",
        best.number(),
        history.epochs().size(),
        best.loss(),
        best.validationLoss(),
        TextProgress.shown(StrictMath.exp(best.validationLoss())));
    if (counted.isEmpty()) {
      System.out.printf(
          Locale.ROOT,
          "counting alone: left out of texts of more than %,d tokens%n",
          NGramBaseline.MOST_TOKENS);
    }
    counted.ifPresent(baseline -> print(baseline, best.validationLoss()));
    System.out.println("wrote " + file);
  }

  private static void print(NGramBaseline baseline, double nats) {
    TextScore score = baseline.score();
    System.out.printf(
        Locale.ROOT,
        "counting alone, %d-grams (Kneser-Ney): validation %.4f nats, perplexity %.2f%n%s%n",
        baseline.order(),
        score.nats(),
        score.perplexity(),
        nats < score.nats()
            ? String.format(
                Locale.ROOT,
                "The network's perplexity is %.1f %% lower.",
                100 * (1 - StrictMath.exp(nats - score.nats())))
            : "The network is no better than counting: train longer, or on more text.");
  }
}
