package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarRnnGates;

class ScalarRnnGatesTest extends RnnGatesContract {
  @Override
  RnnGates gates() {
    return new ScalarRnnGates();
  }
}
