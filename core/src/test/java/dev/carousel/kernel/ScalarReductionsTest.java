package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarActivations;
import dev.carousel.kernel.scalar.ScalarReductions;

class ScalarReductionsTest extends ReductionsContract {
  @Override
  Reductions reductions() {
    return new ScalarReductions(new ScalarActivations());
  }
}
