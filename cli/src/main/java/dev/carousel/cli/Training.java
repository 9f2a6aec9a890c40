package dev.carousel.cli;

import dev.carousel.task.forecast.ForecastOptions;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.forecast.ForecastTraining;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training on the command line: progress on stderr, a checkpoint that outlives Ctrl-C and a
 * crash, and is taken up by the same command.
 */
final class Training {
  /** Exit code of a command that was interrupted. */
  static final int INTERRUPTED = 130;

  private static final int DIGEST = 32;

  private final @Nullable Path checkpoint;
  private final Duration every;
  private final @Nullable Duration stopAfter;
  private final Interrupt interrupt;

  private Training(
      @Nullable Path checkpoint,
      Duration every,
      @Nullable Duration stopAfter,
      Interrupt interrupt) {
    this.checkpoint = checkpoint;
    this.every = every;
    this.stopAfter = stopAfter;
    this.interrupt = interrupt;
  }

  /** What is done with a finished run; the checkpoint is removed after it. */
  interface Then {
    void accept(ForecastRun run) throws IOException;
  }

  /**
   * Trains, then does the rest. Bad data leave no trace: nothing is written before they are read.
   *
   * @param folder where the checkpoint is kept meanwhile, created if it is not there; null to keep
   *     none
   * @return an exit code
   */
  static int run(
      Path data, SeriesOptions read, TrainingFlags flags, @Nullable Path folder, Then then)
      throws IOException {
    ForecastOptions options = flags.options();
    Duration every = flags.checkpointEvery();
    Duration stopAfter = flags.stopAfter();
    TimeSeries series = TimeSeries.from(Table.read(data), read);
    ForecastTraining.check(series, options);
    List<Path> made = folder == null ? List.of() : Destination.prepare(folder);
    Path checkpoint = folder == null ? null : folder.resolve(checkpointName(data, read, options));
    try (Interrupt interrupt = new Interrupt()) {
      Training training = new Training(checkpoint, every, stopAfter, interrupt);
      return training.train(data, series, read, options, then);
    } finally {
      Destination.removeEmpty(made);
    }
  }

  /** Other data or options have another checkpoint, so none is ever taken up by mistake. */
  private static String checkpointName(Path data, SeriesOptions read, ForecastOptions options)
      throws IOException {
    String run = ForecastRun.version() + ForecastRun.sha256(data) + read + options;
    String digest = ForecastRun.sha256(run.getBytes(StandardCharsets.UTF_8));
    return "checkpoint-" + digest.substring(0, DIGEST) + ".safetensors";
  }

  private int train(
      Path data, TimeSeries series, SeriesOptions read, ForecastOptions options, Then then)
      throws IOException {
    if (checkpoint != null && Files.exists(checkpoint)) {
      System.err.println("carousel: going on from " + checkpoint);
    }
    ForecastRun run;
    try (Progress progress = new Progress(options.epochs())) {
      run =
          ForecastRun.of(
              data,
              series,
              read,
              options,
              fit -> keep(fit).stopWhen(interrupt::asked).listener(progress));
    }
    if (run.history().end() == History.End.STOPPED) {
      int done = run.history().epochs().size();
      System.err.printf(
          "carousel: stopped after %s; %s%n",
          Sentence.count(done, "epoch"),
          checkpoint == null
              ? "nothing is kept, the current folder takes no files"
              : "the same command goes on from " + checkpoint);
      return interrupt.asked() ? INTERRUPTED : 0;
    }
    then.accept(run);
    if (checkpoint != null) {
      Files.deleteIfExists(checkpoint);
    }
    return 0;
  }

  private Fit keep(Fit fit) {
    Fit limited = stopAfter == null ? fit : fit.stopAfter(stopAfter);
    return checkpoint == null ? limited : limited.checkpoint(checkpoint, every);
  }
}
