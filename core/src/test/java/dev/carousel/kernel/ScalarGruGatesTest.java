package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarGruGates;

class ScalarGruGatesTest extends GruGatesContract {
  @Override
  GruGates gates() {
    return new ScalarGruGates();
  }
}
