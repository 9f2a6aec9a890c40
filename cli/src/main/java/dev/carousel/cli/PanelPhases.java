package dev.carousel.cli;

import dev.carousel.task.panel.PanelTraining.Phase;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.train.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The trainings of a command with checkpoint, stop and progress; a limit of time counts from the
 * beginning of the command.
 */
final class PanelPhases implements AutoCloseable {
  private final TrainingFlags training;
  private final Path checkpoint;
  private final Interrupt interrupt;
  private final long start;
  private @Nullable Progress progress;

  /**
   * Trainings of a command.
   *
   * @param checkpoint the beginning of the names of all checkpoints
   * @param start of the command, in nanoseconds
   */
  PanelPhases(TrainingFlags training, Path checkpoint, Interrupt interrupt, long start) {
    this.training = training;
    this.checkpoint = checkpoint;
    this.interrupt = interrupt;
    this.start = start;
  }

  /**
   * The phases of one model.
   *
   * @param name what its checkpoints are called; empty for the model that is written
   */
  Phases of(String name, int epochs) {
    return (phase, fit) -> kept(file(name, phase), epochs, fit);
  }

  private Fit kept(Path file, int epochs, Fit fit) {
    close();
    Progress shown = new Progress(epochs);
    progress = shown;
    if (Files.exists(file)) {
      System.err.println("carousel: going on from " + file);
    }
    Fit kept =
        fit.checkpoint(file, training.checkpointEvery()).stopWhen(interrupt::asked).listener(shown);
    Duration limit = training.stopAfter();
    return limit == null ? kept : kept.stopAfter(left(limit));
  }

  private Duration left(Duration limit) {
    Duration left = limit.minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Path file(String name, Phase phase) {
    String part = name.isEmpty() ? "" : "-" + name.replace(' ', '-');
    String end = part + "-" + phase.name().toLowerCase(Locale.ROOT) + ".safetensors";
    return checkpoint.resolveSibling(checkpoint.getFileName() + end);
  }

  /** Where a search keeps the trials that are done. */
  Path trials() {
    return checkpoint.resolveSibling(checkpoint.getFileName() + "-trials.json");
  }

  /** Removes the checkpoints of a model that is done with. */
  void forget(String name) throws IOException {
    close();
    for (Phase phase : Phase.values()) {
      Files.deleteIfExists(file(name, phase));
    }
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
    progress = null;
  }
}
