package dev.carousel.train;

import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.optim.Optimizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network. Everything a step does is a function of the state and the seed, so that a run
 * that was killed and resumed ends with the same bits as one that was not.
 */
public final class Trainer {
  private final Network network;
  private final Optimizer optimizer;
  private final Objective objective;
  private final Fit fit;
  private final WeightMean mean;
  private final Feed feed;
  private final Windows windows;
  private final TrainingStep step;
  private final EpochEnd end;
  private final Rates rates;
  private final Divergence divergence;
  private final @Nullable Checkpoint checkpoint;
  private final int batches; // updates of an epoch; 0 if their number is not known
  private final long start = System.nanoTime();
  private long written = start;
  private boolean moved; // whether this has done a step

  /** A run of {@code fit} over examples. */
  public Trainer(
      Network network, Optimizer optimizer, Loss loss, Engine engine, Fit fit, Examples examples) {
    this(network, optimizer, Objective.of(loss), engine, fit, examples);
  }

  /** A run of {@code fit} over examples, for a network of any number of outputs. */
  public Trainer(
      Network network,
      Optimizer optimizer,
      Objective objective,
      Engine engine,
      Fit fit,
      Examples examples) {
    this(network, optimizer, objective, engine, fit, Feeds.of(fit, examples));
  }

  /**
   * A run of {@code fit} over a stream. Its number of steps is not known, so schedules have to be
   * told theirs.
   */
  public Trainer(
      Network network,
      Optimizer optimizer,
      Objective objective,
      Engine engine,
      Fit fit,
      ExampleStream stream) {
    this(network, optimizer, objective, engine, fit, Feeds.of(fit, stream));
  }

  private Trainer(
      Network network,
      Optimizer optimizer,
      Objective objective,
      Engine engine,
      Fit fit,
      Feeds feeds) {
    this.network = network;
    this.optimizer = optimizer;
    this.objective = objective;
    this.fit = fit;
    this.mean = new WeightMean(optimizer, network.parameters());
    this.feed = feeds.training();
    if (feed.some().size() == 0) {
      throw new IllegalArgumentException("no examples to train on");
    }
    this.windows = new Windows(network, engine, objective, fit.window, feed.some(), feed.longest());
    this.step = new TrainingStep(network, optimizer, objective, engine, fit, windows);
    this.divergence = new Divergence(optimizer, fit);
    this.end = new EpochEnd(new Evaluator(network, engine), objective, feeds, fit, divergence);
    this.batches = Math.multiplyExact(feed.groups(), windows.count());
    this.rates = new Rates(fit.schedule, (long) fit.epochs * batches);
    Path file = fit.checkpoint;
    this.checkpoint =
        file == null
            ? null
            : new Checkpoint(
                file,
                RunPlan.of(network, optimizer, objective, fit, feeds, windows.count()),
                network.parameters().values());
  }

  /**
   * Trains until the end, or until asked to stop. The network then holds the best epoch's weights
   * if patience was asked for, the last ones otherwise.
   *
   * @throws TrainingDiverged if the loss, its gradient, a weight or the validation loss is no
   *     longer a finite number; the network then holds the best epoch's weights, or those it began
   *     with if no epoch is done
   * @throws UncheckedIOException if a stream or the checkpoint cannot be read, or not be written
   */
  public History run() {
    TrainingState state = new TrainingState(network.parameters(), optimizer.slots(), objective);
    Arrays.fill(network.parameters().gradients(), 0f);
    try {
      if (checkpoint != null) {
        checkpoint.resume(state);
      }
      boolean early = isEarly(state);
      while (state.epoch < fit.epochs && !early) {
        mean.begin(state);
        if (!epoch(state)) {
          return state.history(History.End.STOPPED);
        }
        early = isEarly(state);
      }
      if (fit.patience > 0) {
        state.restoreBest();
      } else {
        mean.swap(state);
      }
      return state.history(early ? History.End.EARLY : History.End.DONE);
    } catch (TrainingDiverged e) {
      state.restoreBest();
      throw e.after(state.history(History.End.DIVERGED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isEarly(TrainingState state) {
    boolean early = fit.patience > 0 && state.epoch - state.bestEpoch >= fit.patience;
    for (Fit.Listener listener : fit.listeners) {
      early |= state.epoch > 0 && listener.endsAfter(state.epochs.getLast());
    }
    return early;
  }

  /** One epoch, or the rest of one; false if asked to stop. */
  private boolean epoch(TrainingState state) throws IOException {
    try (Feed.Groups groups = feed.epoch(state.epoch, state.batch / windows.count())) {
      for (Group group = groups.next(); group != null; group = groups.next()) {
        if (!windows(state, windows.ending(group))) {
          return false;
        }
      }
    }
    divergence.checkWeights(state);
    double rate = optimizer.rate() * rates.factor(state, Math.max(0, state.step - 1));
    mean.swap(state);
    boolean best = state.closeEpoch(end.measure(state, rate));
    mean.swap(state);
    fit.listeners.forEach(listener -> listener.onEpoch(state.epochs.getLast(), best));
    return true;
  }

  /** The windows of a group, or the rest of them; false if asked to stop. */
  private boolean windows(TrainingState state, Group group) throws IOException {
    for (int i = state.batch % windows.count(); i < windows.count(); i++) {
      if (fit.stop.getAsBoolean() || (moved && isOver(start, fit.stopAfter))) {
        keep(state);
        return false;
      }
      boolean reached = windows.reaches(group, i);
      double loss = step.run(state, group, i, rates);
      moved = true;
      if (reached) {
        fit.listeners.forEach(l -> l.onBatch(state.epoch + 1, state.batch, batches, loss));
      }
      if (isOver(written, fit.checkpointEvery)) {
        keep(state);
      }
    }
    return true;
  }

  private static boolean isOver(long since, @Nullable Duration limit) {
    return limit != null && System.nanoTime() - since > limit.toNanos();
  }

  private void keep(TrainingState state) throws IOException {
    divergence.checkWeights(state);
    if (checkpoint != null) {
      checkpoint.write(state);
    }
    written = System.nanoTime();
  }
}
