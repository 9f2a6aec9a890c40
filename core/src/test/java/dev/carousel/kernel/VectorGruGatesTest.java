package dev.carousel.kernel;

import dev.carousel.kernel.vector.VectorGruGates;

class VectorGruGatesTest extends GruGatesContract {
  @Override
  GruGates gates() {
    return new VectorGruGates();
  }
}
