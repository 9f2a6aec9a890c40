package dev.carousel.kernel;

import dev.carousel.kernel.vector.VectorActivations;
import dev.carousel.kernel.vector.VectorReductions;

class VectorReductionsTest extends ReductionsContract {
  @Override
  Reductions reductions() {
    return new VectorReductions(new VectorActivations());
  }
}
