package dev.carousel.cell;

import dev.carousel.tensor.Tensor;

/**
 * What a cell does to a sum, for a gate, an input or an output. Names are part of the file format.
 */
public enum CellActivation {
  /** s(x) = 1 / (1 + e^-x), in (0, 1): f of the 1997 paper, the usual gate. */
  LOGISTIC {
    @Override
    public Tensor apply(Tensor x) {
      return x.sigmoid();
    }
  },
  /** tanh x, in (-1, 1). */
  TANH {
    @Override
    public Tensor apply(Tensor x) {
      return x.tanh();
    }
  },
  /** min(max(x / 6 + 1/2, 0), 1), as in PyTorch and Keras 3; Keras 2 and ONNX have x / 5. */
  HARD_SIGMOID {
    @Override
    public Tensor apply(Tensor x) {
      return x.ops().scale(x, 1f / 6, 0.5f).clip(0, 1);
    }
  },
  /** min(max(x, -1), 1). */
  HARD_TANH {
    @Override
    public Tensor apply(Tensor x) {
      return x.clip(-1, 1);
    }
  },
  /** max(x, 0): as a gate it does not stop at 1, see docs/math/activations. */
  RELU {
    @Override
    public Tensor apply(Tensor x) {
      return x.relu();
    }
  },
  /** x. */
  IDENTITY {
    @Override
    public Tensor apply(Tensor x) {
      return x;
    }
  },
  /** 2 s(x) - 1, in (-1, 1): h of the 1997 paper, equation 4; computed as tanh(x / 2). */
  LOGISTIC_WITHIN_1 {
    @Override
    public Tensor apply(Tensor x) {
      return x.times(0.5f).tanh();
    }
  },
  /** 4 s(x) - 2, in (-2, 2): g of the 1997 paper, equation 5; computed as 2 tanh(x / 2). */
  LOGISTIC_WITHIN_2 {
    @Override
    public Tensor apply(Tensor x) {
      return x.times(0.5f).tanh().times(2);
    }
  };

  /** The function of each element. */
  public abstract Tensor apply(Tensor x);
}
