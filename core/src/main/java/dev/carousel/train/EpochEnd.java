package dev.carousel.train;

import dev.carousel.loss.Objective;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures what an epoch has made of a network. */
final class EpochEnd {
  private final Evaluator evaluator;
  private final Objective objective;
  private final Feeds feeds;
  private final Fit fit;
  private final Divergence divergence;

  EpochEnd(Evaluator evaluator, Objective objective, Feeds feeds, Fit fit, Divergence divergence) {
    this.evaluator = evaluator;
    this.objective = objective;
    this.feeds = feeds;
    this.fit = fit;
    this.divergence = divergence;
  }

  /**
   * The epoch that is ending.
   *
   * @param rate of its last step
   * @throws TrainingDiverged if a loss is no number
   */
  History.Epoch measure(TrainingState state, double rate) throws IOException {
    Measures measures = fit.measures;
    Feed validation = feeds.validation();
    List<Double> columns = new ArrayList<>(List.of(rate));
    double validationLoss = Double.NaN;
    if (validation != null) {
      Evaluation found = evaluator.evaluate(validation, objective, fit.window, measures.metrics());
      divergence.checkValidation(state, found, validation);
      validationLoss = found.loss();
      columns.addAll(found.metrics().values());
    } else if (state.epoch + 1 == fit.epochs && fit.window > 0) { // rows may be whole books
      divergence.checkWeights(state);
    } else if (state.epoch + 1 == fit.epochs) { // no other step will see what the last one did
      divergence.checkLast(
          state, evaluator.evaluate(feeds.training().some(), objective, fit.window, List.of()));
    }
    int times = (validation == null ? 1 : 0) + (measures.training() ? 1 : 0);
    if (times > 0 && !measures.metrics().isEmpty()) {
      Evaluation found =
          evaluator.evaluate(feeds.training(), objective, fit.window, measures.metrics());
      for (int i = 0; i < times; i++) {
        columns.addAll(found.metrics().values());
      }
    }
    return measures.epoch(
        state.epoch + 1,
        state.losses.mean(),
        validationLoss,
        columns.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
