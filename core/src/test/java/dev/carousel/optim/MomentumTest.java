package dev.carousel.optim;

class MomentumTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return new Sgd(0.02, 0.9);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    memory[0] = 0.9 * memory[0] + gradient;
    return value - 0.02 * memory[0];
  }
}
