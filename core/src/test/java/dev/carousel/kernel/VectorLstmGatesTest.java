package dev.carousel.kernel;

import dev.carousel.kernel.vector.VectorLstmGates;

class VectorLstmGatesTest extends LstmGatesContract {
  @Override
  LstmGates gates() {
    return new VectorLstmGates();
  }
}
