package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Optimizer;
import dev.carousel.tensor.Samples;
import java.util.List;

/** A small network, examples for it, and a run of the training loop. */
final class SampleTraining {
  static final Engine ENGINE = Engine.of("auto", 1);

  private SampleTraining() {}

  static Network network() {
    return new Network(Input.sequence(5, 2), List.of(Lstm.units(6), Dense.units(2)), 4);
  }

  static Examples examples(int seed, int n) {
    return Examples.of(Samples.tensor(seed, n, 5, 2), Samples.tensor(seed + 100, n, 2));
  }

  static History train(Network network, Optimizer optimizer, Fit fit, Examples examples) {
    return new Trainer(network, optimizer, Loss.MEAN_SQUARED_ERROR, ENGINE, fit, examples).run();
  }

  static float[] weights(Network network) {
    return network.parameters().values().clone();
  }
}
