package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarActivations;

class ScalarActivationsTest extends ActivationsContract {
  @Override
  Activations activations() {
    return new ScalarActivations();
  }
}
