package dev.carousel.cli;

import dev.carousel.task.text.Sampling;
import dev.carousel.task.text.TextOptions;
import dev.carousel.task.text.TextTraining;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.util.Locale;

/** Shows the training of a language model: the usual bar, and after each epoch what it writes. */
final class TextProgress implements Fit.Listener, AutoCloseable {
  private static final int SAMPLE = 120;
  private static final double LARGE = 1e6;

  private final Progress progress;
  private final TextTraining training;
  private final int length;
  private final long seed;

  TextProgress(TextOptions options, TextTraining training) {
    this.progress = new Progress(options.learning().epochs());
    this.training = training;
    this.length =
        switch (options.level()) {
          case CHAR -> SAMPLE;
          case SUBWORD -> SAMPLE / 3;
          case WORD -> SAMPLE / 6;
        };
    this.seed = options.seed();
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, double loss) {
    progress.onBatch(epoch, batch, batches, loss);
  }

  @Override
  public void onEpoch(History.Epoch epoch, boolean best) {
    progress.onEpoch(epoch, best);
    StringBuilder sample = new StringBuilder();
    training.model(null).stream()
        .write(length, Sampling.PLAIN.withTemperature(0.8), seed, sample::append);
    System.err.printf(
        Locale.ROOT,
        "%nepoch %d: training %.4f nats, validation %.4f nats, perplexity %s%s%n  %s%n",
        epoch.number(),
        epoch.loss(),
        epoch.validationLoss(),
        shown(StrictMath.exp(epoch.validationLoss())),
        best ? " (best)" : "",
        Harmless.text(sample).strip().replace("\n", "\n  "));
  }

  /** A perplexity; those of models that ran away have hundreds of digits. */
  static String shown(double perplexity) {
    return String.format(Locale.ROOT, perplexity < LARGE ? "%.2f" : "%.3g", perplexity);
  }

  @Override
  public void close() {
    progress.close();
  }
}
