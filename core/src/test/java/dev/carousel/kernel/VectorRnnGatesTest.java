package dev.carousel.kernel;

import dev.carousel.kernel.vector.VectorRnnGates;

class VectorRnnGatesTest extends RnnGatesContract {
  @Override
  RnnGates gates() {
    return new VectorRnnGates();
  }
}
