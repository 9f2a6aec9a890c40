package dev.carousel.kernel;

import dev.carousel.kernel.vector.VectorMatmul;

class MatmulVectorTest extends MatmulContract {
  @Override
  Matmul matmul() {
    return new VectorMatmul();
  }
}
