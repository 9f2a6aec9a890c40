package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarLstmGates;

class ScalarLstmGatesTest extends LstmGatesContract {
  @Override
  LstmGates gates() {
    return new ScalarLstmGates();
  }
}
