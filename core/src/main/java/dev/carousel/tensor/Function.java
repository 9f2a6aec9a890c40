package dev.carousel.tensor;

import dev.carousel.kernel.Kernels;
import dev.carousel.kernel.scalar.ScalarMath;

/** Elementwise functions of one argument: value, and derivative from argument x and value y. */
public enum Function {
  /** y = 1 / (1 + e^-x). */
  SIGMOID {
    @Override
    void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n) {
      kernels.activations().sigmoid(x, xAt, y, yAt, n);
    }

    @Override
    float derivative(float x, float y) {
      return y * (1 - y);
    }
  },
  /** y = tanh x. */
  TANH {
    @Override
    void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n) {
      kernels.activations().tanh(x, xAt, y, yAt, n);
    }

    @Override
    float derivative(float x, float y) {
      return 1 - y * y;
    }
  },
  /** y = e^x. */
  EXP {
    @Override
    void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n) {
      kernels.activations().exp(x, xAt, y, yAt, n);
    }

    @Override
    float derivative(float x, float y) {
      return y;
    }
  },
  /** y = ln x. */
  LOG {
    @Override
    void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n) {
      kernels.activations().log(x, xAt, y, yAt, n);
    }

    @Override
    float derivative(float x, float y) {
      return 1 / x;
    }
  },
  /** y = ln(1 + e^x), without loss in either tail. */
  SOFTPLUS {
    @Override
    void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n) {
      for (int i = 0; i < n; i++) {
        float power = ScalarMath.exp(-Math.abs(x[xAt + i]));
        y[yAt + i] = Math.max(x[xAt + i], 0f) + logOfOnePlus(power);
      }
    }

    // ln(1 + e) for e in [0, 1]: what rounding 1 + e takes away is put back as a factor.
    private static float logOfOnePlus(float e) {
      float sum = 1 + e;
      return sum == 1 ? e : ScalarMath.log(sum) * (e / (sum - 1));
    }

    @Override
    float derivative(float x, float y) {
      return ScalarMath.sigmoid(x);
    }
  },
  /** y = max(x, 0); derivative 0 at 0. */
  RELU {
    @Override
    void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n) {
      for (int i = 0; i < n; i++) {
        y[yAt + i] = Math.max(x[xAt + i], 0f);
      }
    }

    @Override
    float derivative(float x, float y) {
      return x > 0 ? 1 : 0;
    }
  },
  /** y = |x|; derivative 0 at 0. */
  ABS {
    @Override
    void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n) {
      for (int i = 0; i < n; i++) {
        y[yAt + i] = Math.abs(x[xAt + i]);
      }
    }

    @Override
    float derivative(float x, float y) {
      return Math.signum(x);
    }
  };

  abstract void apply(Kernels kernels, float[] x, int xAt, float[] y, int yAt, int n);

  abstract float derivative(float x, float y);
}
