package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarMatmul;

class MatmulScalarTest extends MatmulContract {
  @Override
  Matmul matmul() {
    return new ScalarMatmul();
  }
}
