package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Network;
import dev.carousel.loss.Loss;
import dev.carousel.optim.Optimizer;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network. Everything a step does is a function of the state and the seed, so that a run
 * that was killed and resumed ends with the same bits as one that was not.
 */
public final class Trainer {
  private final Network network;
  private final Optimizer optimizer;
  private final Loss loss;
  private final Fit fit;
  private final Examples examples;
  private final Tape tape;
  private final Update update;
  private final Evaluator evaluator;
  private final Randomness dropout;
  private final Randomness order;
  private final @Nullable Checkpoint checkpoint;
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
    this.evaluator = new Evaluator(network, engine);
    this.dropout = new Randomness(fit.seed(), 0).named("dropout");
    this.order = new Randomness(fit.seed(), 0).named("order");
    this.checkpoint =
        fit.checkpoint() == null ? null : new Checkpoint(fit.checkpoint(), fingerprint());
    if (examples.size() == 0) {
      throw new IllegalArgumentException("no examples to train on");
    }
  }

  /**
   * Trains until the end, or until asked to stop. The network then holds the best epoch's weights
   * if patience was asked for, the last ones otherwise.
   *
   * @throws TrainingDiverged if the loss is no longer a number
   */
  public History run() {
    TrainingState state = new TrainingState(network.parameters(), optimizer.slots());
    Arrays.fill(network.parameters().gradients(), 0f);
    try {
      if (checkpoint != null) {
        checkpoint.resume(state);
      }
      while (state.epoch < fit.epochs() && !patienceIsOut(state)) {
        if (!epoch(state)) {
          return state.history(History.End.STOPPED);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean early = patienceIsOut(state);
    if (fit.patience() > 0) {
      state.restoreBest();
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
    int batches = (examples.size() + fit.batchSize() - 1) / fit.batchSize();
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
    Examples validation = fit.validation();
    double validationLoss = validation == null ? Double.NaN : evaluator.loss(loss, validation);
    boolean best = state.closeEpoch(validationLoss);
    fit.listener().onEpoch(state.epochs.getLast(), best);
    return true;
  }

  /** One step: forward, backward, clip, update. Gives the loss. */
  private double step(TrainingState state, int @Nullable [] sequence) {
    int from = state.batch * fit.batchSize();
    int to = Math.min(examples.size(), from + fit.batchSize());
    tape.reset(dropout.numbered(state.step));
    Batch batch = Batch.gather(tape, examples, sequence, from, to, loss.byRow());
    Tensor prediction = network.apply(tape, batch.x());
    Tensor mean = loss.mean(prediction, batch.y(), batch.weights(), batch.total());
    float value = mean.get();
    tape.backward(mean);
    double squares = update.squares();
    if (!Float.isFinite(value) || !Double.isFinite(squares)) {
      throw diverged(state, batch, value);
    }
    state.step++;
    update.step(state.step, clipFactor(Math.sqrt(squares)), state.slots);
    state.addBatch(value, batch.total());
    return value;
  }

  private float clipFactor(double norm) {
    return fit.clipNorm() > 0 && norm > fit.clipNorm() ? (float) (fit.clipNorm() / norm) : 1;
  }

  private TrainingDiverged diverged(TrainingState state, Batch batch, float value) {
    String where =
        String.format(
            Locale.ROOT,
            "training stopped at epoch %d, batch %d (step %d): the loss is %s",
            state.epoch + 1,
            state.batch + 1,
            state.step + 1,
            Float.isFinite(value) ? value + ", but its gradient is not a number" : value);
    if (!isFinite(batch.x()) || !isFinite(batch.y())) {
      return new TrainingDiverged(
          where + ", because the batch holds NaN or infinite values; clean or mask the data");
    }
    return new TrainingDiverged(
        String.format(
            Locale.ROOT,
            "%s%s. Try a smaller learning rate (now %s), clipNorm(1)%s, or scale the data to about"
                + " -1 .. 1",
            where,
            Double.isNaN(state.lastFinite)
                ? ""
                : String.format(Locale.ROOT, " (last one: %.6g)", state.lastFinite),
            optimizer.rate(),
            fit.clipNorm() > 0 ? " (now " + fit.clipNorm() + ")" : ""));
  }

  private static boolean isFinite(Tensor tensor) {
    for (float v : tensor.toArray()) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }

  private void keep(TrainingState state) throws IOException {
    if (checkpoint != null) {
      checkpoint.write(state);
    }
    written = System.nanoTime();
  }

  /** What must be equal for a checkpoint to fit. */
  private String fingerprint() {
    Examples validation = fit.validation();
    return String.format(
        Locale.ROOT,
        "input %s, layers %s, %s, %s, %d examples, %d validation, batch %d, patience %d, clip %s,"
            + " shuffle %s, seed %d",
        network.input(),
        network.layers(),
        optimizer,
        loss,
        examples.size(),
        validation == null ? 0 : validation.size(),
        fit.batchSize(),
        fit.patience(),
        fit.clipNorm(),
        fit.shuffle(),
        fit.seed());
  }
}
