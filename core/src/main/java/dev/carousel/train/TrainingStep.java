package dev.carousel.train;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.CarriedState;
import dev.carousel.layer.Signal;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.optim.Optimizer;
import dev.carousel.random.Randomness;
import dev.carousel.regularize.Regularization;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One update: forward and backward through a window of a group, batch by batch where gradients are
 * accumulated, then the penalties, the norm, and the step between the rules for weights.
 */
final class TrainingStep {
  private final Network network;
  private final Optimizer optimizer;
  private final Objective objective;
  private final Fit fit;
  private final Windows windows;
  private final Tape tape;
  private final Update update;
  private final Regularization rules;
  private final Divergence divergence;
  private final Randomness dropout;

  TrainingStep(
      Network network,
      Optimizer optimizer,
      Objective objective,
      Engine engine,
      Fit fit,
      Windows windows) {
    this.network = network;
    this.optimizer = optimizer;
    this.objective = objective;
    this.fit = fit;
    this.windows = windows;
    this.tape = new Tape(engine, true);
    this.update = new Update(engine, network.parameters(), optimizer);
    this.rules = new Regularization(fit.regularizers, network.parameters());
    this.divergence = new Divergence(optimizer, fit);
    this.dropout = new Randomness(fit.seed, 0).named("dropout");
  }

  /** Learns from a window of a group; gives the loss. */
  double run(TrainingState state, Group group, int window, Rates rates) {
    if (!windows.reaches(group, window)) {
      state.skip();
      return state.lastFinite;
    }
    double[] totals = fit.accumulate > 1 ? windows.totals(group, window) : null;
    float value = 0;
    for (int i = 0; i * fit.batchSize < group.size(); i++) {
      Group piece = group.piece(i, fit.batchSize);
      if (windows.reaches(piece, window)) {
        tape.reset(dropout.numbered(state.step * fit.accumulate + i));
        value += learn(state, piece, window, state.carried(i), totals);
      }
    }
    rules.addGradients();
    double squares = update.squares();
    if (!Double.isFinite(squares)) {
      throw divergence.step(state, group, value);
    }
    move(state, rates.factor(state, state.step), clipFactor(Math.sqrt(squares)));
    state.countBatch(value);
    return value;
  }

  /**
   * Forward and backward: adds to the gradients.
   *
   * @param totals of the whole update's weights; null if this is all of it
   * @return this batch's share of the loss
   */
  private float learn(
      TrainingState state,
      Group group,
      int window,
      CarriedState carried,
      double @Nullable [] totals) {
    Batch batch = windows.read(tape, group, window, carried);
    List<Signal> outputs = network.apply(windows.pass(tape, carried), batch.x());
    Tensor loss = loss(state, batch, outputs, totals);
    float value = loss.get();
    if (!Float.isFinite(value)) {
      throw divergence.step(state, group, value);
    }
    tape.backward(loss);
    return value;
  }

  private Tensor loss(
      TrainingState state, Batch batch, List<Signal> outputs, double @Nullable [] totals) {
    Tensor sum = null;
    for (int i = 0; i < outputs.size(); i++) {
      Objective.Term term = objective.terms().get(i);
      Batch.Target y = windows.target(tape, batch, i, outputs.get(i));
      checkAccumulated(batch.y().get(i), y, totals);
      Tensor mean = term.loss().mean(outputs.get(i).values(), y.values(), y.weights(), y.total());
      state.losses.add(i, mean.get(), y.total());
      double share = totals == null ? 1 : totals[i] > 0 ? y.total() / totals[i] : 0;
      double factor = share * term.weight();
      Tensor part = factor == 1 ? mean : mean.times((float) factor);
      sum = sum == null ? part : sum.plus(part);
    }
    return Objects.requireNonNull(sum);
  }

  /** Accumulated batches have to know what they amount to before the first is computed. */
  private static void checkAccumulated(
      Batch.Target before, Batch.Target after, double @Nullable [] totals) {
    if (totals != null && before.total() != after.total()) {
      throw new IllegalArgumentException(
          "gradients are accumulated, and a layer masks steps that the examples count (weights of"
              + " %s, %s left): expected that they count as much; give the examples lengths, or"
                  .formatted(before.total(), after.total())
              + " weights of 0 for these steps");
    }
  }

  /** The step. A mean of the weights is of what the rules have left of them. */
  private void move(TrainingState state, double factor, float clip) {
    state.step++;
    state.averaged += state.averaged < 0 ? 0 : 1;
    if (rules.isEmpty()) {
      update.step(state.step, factor, clip, state.averaged, state.slots);
      return;
    }
    rules.beforeStep(optimizer.rate() * factor);
    update.step(state.step, factor, clip, 0, state.slots);
    rules.afterStep();
    update.average(state.averaged, state.slots);
  }

  private float clipFactor(double norm) {
    return fit.clipNorm > 0 && norm > fit.clipNorm ? (float) (fit.clipNorm / norm) : 1;
  }
}
