package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.forecast.ForecastOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a model is trained; what is left out has the library's defaults. */
final class TrainingFlags {
  private static final int MOST_SECONDS = 86_400;
  private static final ForecastOptions DEFAULTS = ForecastOptions.horizon(1);

  @Option(
      names = "--horizon",
      paramLabel = "N",
      description = "Steps to forecast (default: ${DEFAULT-VALUE}).")
  private int horizon = 14;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed = DEFAULTS.seed();

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Steps the network reads; 0: chosen from the frequency (default).")
  private int window = DEFAULTS.window();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Hidden units of the LSTM (default: ${DEFAULT-VALUE}).")
  private int units = DEFAULTS.units();

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      description = "Share of the LSTM's outputs dropped in training (default: ${DEFAULT-VALUE}).")
  private double dropout = DEFAULTS.dropout();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the data, at most (default: ${DEFAULT-VALUE}).")
  private int epochs = DEFAULTS.epochs();

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Epochs without progress before it stops (default: ${DEFAULT-VALUE}).")
  private int patience = DEFAULTS.patience();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Windows a training step (default: ${DEFAULT-VALUE}).")
  private int batchSize = DEFAULTS.batchSize();

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Of Adam (default: ${DEFAULT-VALUE}).")
  private double learningRate = DEFAULTS.learningRate();

  @Option(
      names = "--coverage",
      paramLabel = "X",
      description = "Share of values that the interval is to hold (default: ${DEFAULT-VALUE}).")
  private double coverage = DEFAULTS.coverage();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description =
          "Time between checkpoints, from which a run that was killed goes on (default:"
              + " ${DEFAULT-VALUE}).")
  private double checkpointEvery = 5;

  @Option(
      names = "--stop-after",
      paramLabel = "TIME",
      converter = Timespan.class,
      description = "Stops after a time such as 150m; the same command goes on.")
  private @Nullable Duration stopAfter;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private boolean given(String option) {
    return Objects.requireNonNull(command).commandLine().getParseResult().hasMatchedOption(option);
  }

  int horizon() {
    return horizon;
  }

  int window() {
    return window;
  }

  int patience() {
    return patience;
  }

  double coverage() {
    return coverage;
  }

  long seed() {
    return seed;
  }

  /** What was given, or else the default of another kind of model; and so on. */
  int units(int other) {
    return given("--units") ? units : other;
  }

  double dropout(double other) {
    return given("--dropout") ? dropout : other;
  }

  int epochs(int other) {
    return given("--epochs") ? epochs : other;
  }

  int batchSize(int other) {
    return given("--batch-size") ? batchSize : other;
  }

  double learningRate(double other) {
    return given("--learning-rate") ? learningRate : other;
  }

  /** Time between checkpoints. */
  Duration checkpointEvery() {
    if (!(checkpointEvery >= 0 && checkpointEvery <= MOST_SECONDS)) {
      throw new BadInput(
          "--checkpoint-every %s: expected seconds from 0 to %d", checkpointEvery, MOST_SECONDS);
    }
    return Duration.ofMillis(Math.round(1000 * checkpointEvery));
  }

  /** How long to train before stopping; null: to the end. */
  @Nullable Duration stopAfter() {
    return stopAfter;
  }

  ForecastOptions options() {
    return new ForecastOptions(
        horizon, window, units, dropout, epochs, patience, batchSize, learningRate, coverage, seed);
  }
}
