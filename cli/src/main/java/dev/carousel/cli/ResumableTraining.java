package dev.carousel.cli;

import dev.carousel.kernel.Engine;
import dev.carousel.model.Provenance;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.table.Sentence;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training that can be stopped, and taken up by the same command: its options, and its checkpoint
 * beside the model.
 */
final class ResumableTraining {
  private static final int DIGEST = 8;

  @Option(
      names = "--stop-after",
      paramLabel = "TIME",
      converter = Timespan.class,
      description = "Stops after a time such as 150m; the same command goes on.")
  private @Nullable Duration stopAfter;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      converter = Timespan.class,
      description = "Time between checkpoints (default: 60s).")
  private Duration checkpointEvery = Duration.ofMinutes(1);

  /** Where the checkpoint of a run lies; says so if there is one. */
  static Path checkpoint(Path model, String run) {
    String digest = ForecastRun.sha256(run.getBytes(StandardCharsets.UTF_8));
    Path file =
        model.resolveSibling(model.getFileName() + ".checkpoint-" + digest.substring(0, DIGEST));
    if (Files.exists(file)) {
      System.err.println("carousel: going on from " + file);
    }
    return file;
  }

  /** Adds the checkpoint and all that may stop a training. */
  Fit add(Fit fit, Path checkpoint, Interrupt interrupt) {
    Fit limited = stopAfter == null ? fit : fit.stopAfter(stopAfter);
    return limited.checkpoint(checkpoint, checkpointEvery).stopWhen(interrupt::asked);
  }

  /** What writes a model, of which this is the history. */
  interface Saving {
    void save(History history) throws IOException;
  }

  /** Keeps the best epoch of a training that ran away after it, if there is one. */
  static void keepBest(TrainingDiverged end, Path model, Saving saving) throws IOException {
    History done = end.history();
    if (done.bestEpoch() > 0) {
      saving.save(done);
      System.err.printf(
          "carousel: the weights of epoch %d, the best before that, are in %s%n",
          done.bestEpoch(), model);
    }
  }

  /** Says that it was stopped; the exit code. */
  static int stopped(History history, Path checkpoint, Interrupt interrupt, boolean json) {
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("stopped", true);
      all.put("epochs", history.epochs().size());
      all.put("checkpoint", checkpoint.toString());
      System.out.println(JsonMapper.builder().build().writeValueAsString(all));
    }
    System.err.printf(
        "carousel: stopped after %s; the same command goes on from %s%n",
        Sentence.count(history.epochs().size(), "whole epoch"), checkpoint);
    return interrupt.asked() ? Training.INTERRUPTED : 0;
  }

  /**
   * How a model came about.
   *
   * @param digest of the data, taken before training: they may be gone after it
   * @param more what else is to be known, by name
   */
  static Provenance provenance(
      Path data,
      String digest,
      Object options,
      long seed,
      History history,
      Map<String, String> more) {
    Map<String, String> training = new LinkedHashMap<>();
    training.put("options", options.toString());
    training.put("epochs", Integer.toString(history.epochs().size()));
    training.put("best epoch", Integer.toString(history.bestEpoch()));
    training.putAll(more);
    return new Provenance(
        ForecastRun.version(),
        Runtime.version().toString(),
        Engine.shared().kernels().detail(),
        Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).toString(),
        seed,
        String.valueOf(data.getFileName()),
        digest,
        training);
  }
}
