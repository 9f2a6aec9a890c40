package dev.carousel.tensor;

import static dev.carousel.tensor.DoubleTensor.data;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The operations said a second time, in double and without differentiation: the same cells and
 * losses run on it, and differences of its values check the tape's gradients. Here those of single
 * elements and the products; {@link DoubleLayout} and {@link DoubleReductions} have the others.
 */
final class DoubleOps implements DoubleLayout, DoubleReductions {
  static final DoubleOps INSTANCE = new DoubleOps();

  private DoubleOps() {}

  private static DoubleTensor each(Tensor a, DoubleUnaryOperator f) {
    return new DoubleTensor(a.shape(), Arrays.stream(data(a)).map(f).toArray());
  }

  private static DoubleTensor each(Tensor a, Tensor b, DoubleBinaryOperator f) {
    double[] y = new double[a.shape().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(data(a)[i], data(b)[i % b.shape().size()]);
    }
    return new DoubleTensor(a.shape(), y);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return each(a, b, (x, y) -> x + y);
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return each(a, b, (x, y) -> x - y);
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return each(a, b, (x, y) -> x * y);
  }

  @Override
  public Tensor scale(Tensor a, float factor, float shift) {
    return each(a, x -> x * factor + shift);
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return each(a, b, (x, y) -> x / y);
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return each(a, b, Math::max);
  }

  @Override
  public Tensor clip(Tensor a, float low, float high) {
    return each(a, x -> Math.clamp(x, (double) low, (double) high));
  }

  @Override
  public Tensor apply(Function function, Tensor a) {
    return each(
        a,
        switch (function) {
          case SIGMOID -> x -> 1 / (1 + StrictMath.exp(-x));
          case TANH -> StrictMath::tanh;
          case EXP -> StrictMath::exp;
          case LOG -> StrictMath::log;
          case SOFTPLUS ->
              x -> StrictMath.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
          case RELU -> x -> x > 0 ? x : 0;
          case ABS -> StrictMath::abs;
        });
  }

  @Override
  public Tensor linear(Tensor init, Tensor x, Tensor w) {
    int k = w.shape().at(0);
    int n = w.shape().at(1);
    double[] y = new double[x.shape().rows() * n];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(init)[i % init.shape().size()];
      for (int j = 0; j < k; j++) {
        y[i] += data(x)[i / n * k + j] * data(w)[j * n + i % n];
      }
    }
    return new DoubleTensor(x.shape().withLast(n), y);
  }

  @Override
  public Tensor linearTransposed(Tensor init, Tensor x, Tensor w) {
    return linear(init, x, transpose(w));
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    int m = a.shape().at(-2);
    int k = a.shape().last();
    int n = b.shape().last();
    double[] y = new double[a.shape().rows() * n];
    for (int i = 0; i < y.length; i++) {
      int row = i / n;
      for (int j = 0; j < k; j++) {
        y[i] += data(a)[row * k + j] * data(b)[(row / m * k + j) * n + i % n];
      }
    }
    return new DoubleTensor(a.shape().withLast(n), y);
  }

  @Override
  public Tensor outerSum(Tensor a, Tensor m) {
    int time = a.shape().at(1);
    int steps = m.shape().at(1);
    int n = a.shape().at(2);
    double[] y = new double[a.shape().size() * steps];
    for (int i = 0; i < y.length; i++) {
      int row = i / n / steps; // b * T + t
      int step = row / time * steps + i / n % steps;
      y[i] = data(a)[row * n + i % n] + data(m)[step * n + i % n];
    }
    return new DoubleTensor(Shape.of(a.shape().at(0), time, steps, n), y);
  }

  @Override
  public Tensor rows(RowFunction function, Tensor a, Tensor given) {
    int n = a.shape().last();
    int g = given.shape().last();
    int m = function.outputs(n, g);
    double[] all = new double[a.shape().rows() * m];
    for (int r = 0; r < a.shape().rows(); r++) {
      double[] y = new double[m];
      double[] x = Arrays.copyOfRange(data(a), r * n, (r + 1) * n);
      function.value(x, Arrays.copyOfRange(data(given), r * g, (r + 1) * g), y);
      System.arraycopy(y, 0, all, r * m, m);
    }
    return new DoubleTensor(a.shape().withLast(m), all);
  }
}
