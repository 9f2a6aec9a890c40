package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Pass;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Averaging;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Progress;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network. Everything a step does is a function of the state and the seed, so that a run
 * that was killed and resumed ends with the same bits as one that was not.
 */
public final class Trainer {
  /** Examples whose loss is looked at after the last step. */
  private static final int PROBE = 8;

  private final Network network;
  private final Optimizer optimizer;
  private final Loss loss;
  private final Fit fit;
  private final Examples examples;
  private final Tape tape;
  private final Update update;
  private final Evaluator evaluator;
  private final Windows windows;
  private final Divergence divergence;
  private final Randomness dropout;
  private final Randomness order;
  private final @Nullable Checkpoint checkpoint;
  private final long steps; // of the whole run
  private List<Double> watched = List.of(); // after each epoch done
  private long written = System.nanoTime();

  /** A run of {@code fit} over examples. */
  public Trainer(
      Network network, Optimizer optimizer, Loss loss, Engine engine, Fit fit, Examples examples) {
    this.network = network;
    this.optimizer = optimizer;
    this.loss = loss;
    this.fit = fit;
    this.examples = examples;
    this.tape = new Tape(engine, true);
    this.update = new Update(engine, network.parameters(), optimizer);
    this.windows = new Windows(network, engine, loss, fit.window(), examples);
    this.evaluator = new Evaluator(network, engine);
    this.divergence = new Divergence(optimizer, fit);
    this.dropout = new Randomness(fit.seed(), 0).named("dropout");
    this.order = new Randomness(fit.seed(), 0).named("order");
    if (examples.size() == 0) {
      throw new IllegalArgumentException("no examples to train on");
    }
    this.steps =
        (long) fit.epochs() * Math.ceilDiv(examples.size(), fit.batchSize()) * windows.count();
    Path file = fit.checkpoint();
    this.checkpoint =
        file == null
            ? null
            : new Checkpoint(
                file,
                RunPlan.of(network, optimizer, loss, fit, examples, windows.count()),
                network.parameters().values());
  }

  /**
   * Trains until the end, or until asked to stop. The network then holds the best epoch's weights
   * if patience was asked for, the last ones otherwise.
   *
   * @throws TrainingDiverged if the loss, its gradient, a weight or the validation loss is no
   *     longer a finite number; the network then holds the best epoch's weights, or those it began
   *     with if no epoch is done
   */
  public History run() {
    TrainingState state = new TrainingState(network.parameters(), optimizer.slots());
    Arrays.fill(network.parameters().gradients(), 0f);
    try {
      if (checkpoint != null) {
        checkpoint.resume(state);
      }
      while (state.epoch < fit.epochs() && !patienceIsOut(state)) {
        beginMean(state);
        if (!epoch(state)) {
          return state.history(History.End.STOPPED);
        }
      }
      return finish(state);
    } catch (TrainingDiverged e) {
      state.restoreBest();
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beginMean(TrainingState state) {
    if (optimizer instanceof Averaging a && state.averaged < 0 && a.begins(state.watched())) {
      state.averaged = 0;
    }
  }

  /** Exchanges the weights and their mean, if there is one: what is used is the mean. */
  private void swapMean(TrainingState state) {
    if (optimizer instanceof Averaging averaging && state.averaged > 0) {
      averaging.swap(network.parameters().values(), state.slots);
      network.parameters().changed();
    }
  }

  private History finish(TrainingState state) {
    boolean early = patienceIsOut(state);
    if (fit.patience() > 0) {
      state.restoreBest();
    } else {
      swapMean(state);
    }
    return state.history(early ? History.End.EARLY : History.End.DONE);
  }

  private boolean patienceIsOut(TrainingState state) {
    return fit.patience() > 0 && state.epoch - state.bestEpoch >= fit.patience();
  }

  /** One epoch, or the rest of one; false if asked to stop. */
  private boolean epoch(TrainingState state) throws IOException {
    int[] sequence =
        fit.shuffle() ? order.numbered(state.epoch).permutation(examples.size()) : null;
    int batches = Math.ceilDiv(examples.size(), fit.batchSize()) * windows.count();
    while (state.batch < batches) {
      if (fit.stop().getAsBoolean()) {
        keep(state);
        return false;
      }
      double value = step(state, sequence);
      fit.listener().onBatch(state.epoch + 1, state.batch, batches, value);
      if (System.nanoTime() - written > fit.checkpointEvery().toNanos()) {
        keep(state);
      }
    }
    divergence.checkWeights(state);
    swapMean(state);
    boolean best = state.closeEpoch(validationLoss(state));
    swapMean(state);
    fit.listener().onEpoch(state.epochs.getLast(), best);
    return true;
  }

  /** NaN if there is nothing to validate on. */
  private double validationLoss(TrainingState state) {
    Examples validation = fit.validation();
    if (validation == null) {
      if (state.epoch + 1 == fit.epochs()) { // no other step will see what the last one did
        Examples some = examples.range(0, Math.min(PROBE, examples.size()));
        divergence.checkLast(state, evaluator.loss(loss, some, fit.window()), some);
      }
      return Double.NaN;
    }
    double now = evaluator.loss(loss, validation, fit.window());
    divergence.checkValidation(state, now, validation);
    return now;
  }

  /** One step: forward, backward, clip, update. Gives the loss. */
  private double step(TrainingState state, int @Nullable [] sequence) {
    int from = state.batch / windows.count() * fit.batchSize();
    int to = Math.min(examples.size(), from + fit.batchSize());
    int window = state.batch % windows.count();
    int[] rows = BatchReader.rows(sequence, from, to);
    if (!windows.reaches(rows, window)) {
      state.skip();
      return state.lastFinite;
    }
    tape.reset(dropout.numbered(state.step));
    Batch batch = windows.read(tape, rows, window, state.carried);
    Pass pass = windows.pass(tape, state.carried);
    Tensor prediction = network.apply(pass, List.of(batch.x())).getFirst().values();
    Tensor mean = loss.mean(prediction, batch.y(), batch.weights(), batch.total());
    float value = mean.get();
    tape.backward(mean);
    double squares = update.squares();
    if (!Float.isFinite(value) || !Double.isFinite(squares)) {
      throw divergence.step(state, batch, value);
    }
    state.step++;
    state.averaged += state.averaged < 0 ? 0 : 1;
    update.step(
        state.step, rate(state), clipFactor(Math.sqrt(squares)), state.averaged, state.slots);
    state.addBatch(value, batch.total());
    return value;
  }

  /** Factor of the rate in the step that is being done. */
  private double rate(TrainingState state) {
    if (watched.size() != state.epoch) {
      watched = state.watched();
    }
    return fit.schedule().factor(new Progress(state.step - 1, state.epoch, steps, watched));
  }

  private float clipFactor(double norm) {
    return fit.clipNorm() > 0 && norm > fit.clipNorm() ? (float) (fit.clipNorm() / norm) : 1;
  }

  private void keep(TrainingState state) throws IOException {
    divergence.checkWeights(state);
    if (checkpoint != null) {
      checkpoint.write(state);
    }
    written = System.nanoTime();
  }
}
