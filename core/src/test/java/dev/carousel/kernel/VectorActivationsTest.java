package dev.carousel.kernel;

import dev.carousel.kernel.vector.VectorActivations;

class VectorActivationsTest extends ActivationsContract {
  @Override
  Activations activations() {
    return new VectorActivations();
  }
}
