package dev.carousel.layer;

import dev.carousel.tensor.Tensor;

/** What a dense layer does to its sums. */
public enum Activation {
  /** Nothing. */
  LINEAR {
    @Override
    Tensor apply(Tensor x) {
      return x;
    }
  },
  /** max(x, 0). */
  RELU {
    @Override
    Tensor apply(Tensor x) {
      return x.relu();
    }
  },
  /** 1 / (1 + e^-x). */
  SIGMOID {
    @Override
    Tensor apply(Tensor x) {
      return x.sigmoid();
    }
  },
  /** tanh x. */
  TANH {
    @Override
    Tensor apply(Tensor x) {
      return x.tanh();
    }
  },
  /** Softmax over the last axis. */
  SOFTMAX {
    @Override
    Tensor apply(Tensor x) {
      return x.softmax();
    }
  };

  abstract Tensor apply(Tensor x);
}
