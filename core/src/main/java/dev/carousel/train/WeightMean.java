package dev.carousel.train;

import dev.carousel.optim.Averaging;
import dev.carousel.optim.Optimizer;
import dev.carousel.tensor.Parameters;

/** The mean of weights, if the optimiser keeps one: what stands for them when they are used. */
record WeightMean(Optimizer optimizer, Parameters parameters) {

  /** Begins it if it is time. */
  void begin(TrainingState state) {
    if (optimizer instanceof Averaging a && state.averaged < 0 && a.begins(state.watched())) {
      state.averaged = 0;
    }
  }

  /** Exchanges the weights and their mean, if there is one yet. */
  void swap(TrainingState state) {
    if (optimizer instanceof Averaging averaging && state.averaged > 0) {
      averaging.swap(parameters.values(), state.slots);
      parameters.changed();
    }
  }
}
