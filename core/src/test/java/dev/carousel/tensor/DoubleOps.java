package dev.carousel.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The operations said a second time, in double and without differentiation: the same cells and
 * losses run on it, and differences of its values check the tape's gradients.
 */
final class DoubleOps implements Ops {
  static final DoubleOps INSTANCE = new DoubleOps();

  private DoubleOps() {}

  private static double[] data(Tensor a) {
    return ((DoubleTensor) a).data;
  }

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
  public Tensor embedding(Tensor ids, Tensor table) {
    int n = table.shape().last();
    double[] y = new double[ids.shape().size() * n];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(table)[((int) data(ids)[i / n]) * n + i % n];
    }
    return new DoubleTensor(ids.shape().append(n), y);
  }

  @Override
  public Tensor columns(Tensor a, int from, int to) {
    int n = to - from;
    double[] y = new double[a.shape().rows() * n];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(a)[i / n * a.shape().last() + from + i % n];
    }
    return new DoubleTensor(a.shape().withLast(n), y);
  }

  @Override
  public Tensor concat(List<Tensor> parts) {
    int width = parts.stream().mapToInt(p -> p.shape().last()).sum();
    double[] y = new double[parts.getFirst().shape().rows() * width];
    int at = 0;
    for (int r = 0; at < y.length; r++) {
      for (Tensor part : parts) {
        int n = part.shape().last();
        System.arraycopy(data(part), r * n, y, at, n);
        at += n;
      }
    }
    return new DoubleTensor(parts.getFirst().shape().withLast(width), y);
  }

  @Override
  public Tensor step(Tensor a, int t) {
    int batch = a.shape().at(0);
    int time = a.shape().at(1);
    int n = a.shape().at(2);
    double[] y = new double[batch * n];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(a)[(i / n * time + t) * n + i % n];
    }
    return new DoubleTensor(Shape.of(batch, n), y);
  }

  @Override
  public Tensor stack(List<Tensor> steps) {
    Shape one = steps.getFirst().shape();
    int time = steps.size();
    double[] y = new double[one.size() * time];
    for (int i = 0; i < y.length; i++) {
      int row = i / one.at(1);
      y[i] = data(steps.get(row % time))[row / time * one.at(1) + i % one.at(1)];
    }
    return new DoubleTensor(Shape.of(one.at(0), time, one.at(1)), y);
  }

  @Override
  public Tensor reshape(Tensor a, Shape shape) {
    return new DoubleTensor(shape, data(a));
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
  public Tensor transpose(Tensor a) {
    int m = a.shape().at(-2);
    int n = a.shape().last();
    double[] y = new double[a.shape().size()];
    for (int i = 0; i < y.length; i++) {
      int matrix = i / (m * n) * m * n;
      y[i] = data(a)[matrix + i % m * n + (i - matrix) / m];
    }
    return new DoubleTensor(a.shape().dropLast().dropLast().append(n).append(m), y);
  }

  @Override
  public Tensor repeat(Tensor a, int times) {
    double[] y = new double[a.shape().size() * times];
    Arrays.setAll(y, i -> data(a)[i / times]);
    return new DoubleTensor(a.shape().withLast(a.shape().last() * times), y);
  }

  @Override
  public Tensor stopGradient(Tensor a) {
    return a;
  }

  @Override
  public Tensor cumulativeSum(Tensor a) {
    return overTime(a, (before, now) -> before + now);
  }

  @Override
  public Tensor cumulativeLogSumExp(Tensor a) {
    return overTime(a, (x, y) -> StrictMath.log(StrictMath.exp(x) + StrictMath.exp(y)));
  }

  private static Tensor overTime(Tensor a, DoubleBinaryOperator f) {
    int n = a.shape().last();
    double[] y = data(a).clone();
    for (int i = 0; i < y.length; i++) {
      if (i / n % a.shape().at(-2) > 0) {
        y[i] = f.applyAsDouble(y[i - n], y[i]);
      }
    }
    return new DoubleTensor(a.shape(), y);
  }

  @Override
  public Tensor max(Tensor a) {
    int n = a.shape().last();
    double[] y = new double[a.shape().rows()];
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < a.shape().size(); i++) {
      y[i / n] = Math.max(y[i / n], data(a)[i]);
    }
    return new DoubleTensor(a.shape().dropLast(), y);
  }

  @Override
  public Tensor normalize(Tensor a, float epsilon) {
    int n = a.shape().last();
    double[] y = data(a).clone();
    for (int at = 0; at < y.length; at += n) {
      double mean = Arrays.stream(y, at, at + n).average().orElseThrow();
      double variance =
          Arrays.stream(y, at, at + n).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      for (int i = at; i < at + n; i++) {
        y[i] = (y[i] - mean) / StrictMath.sqrt(variance + epsilon);
      }
    }
    return new DoubleTensor(a.shape(), y);
  }

  @Override
  public Tensor constant(Tensor data) {
    return DoubleTensor.of(data);
  }

  @Override
  public Tensor sum(Tensor a) {
    return new DoubleTensor(Shape.SCALAR, new double[] {Arrays.stream(data(a)).sum()});
  }

  @Override
  public Tensor softmax(Tensor a) {
    int n = a.shape().last();
    double[] y = new double[a.shape().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = StrictMath.exp(data(a)[i] - logSumExp(a, i / n));
    }
    return new DoubleTensor(a.shape(), y);
  }

  @Override
  public Tensor softmax(Tensor a, Tensor mask) {
    int n = a.shape().last();
    int one = a.shape().size() / a.shape().at(0); // elements of one example
    double[] y = new double[a.shape().size()];
    for (int row = 0; row < a.shape().rows(); row++) {
      double sum = 0;
      for (int v = row * n; v < (row + 1) * n; v++) {
        boolean there = data(mask)[v / one * n + v % n] != 0;
        y[v] = there ? StrictMath.exp(data(a)[v]) : 0;
        sum += y[v];
      }
      for (int v = row * n; sum > 0 && v < (row + 1) * n; v++) {
        y[v] /= sum;
      }
    }
    return new DoubleTensor(a.shape(), y);
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
  public Tensor pool(Pooling pooling, Tensor x, @Nullable Tensor mask) {
    int time = x.shape().at(1);
    int n = x.shape().at(2);
    double[] y = new double[x.shape().at(0) * n];
    for (int i = 0; i < y.length; i++) {
      int b = i / n;
      int feature = i % n;
      double[] there =
          IntStream.range(b * time, (b + 1) * time)
              .filter(row -> mask == null || data(mask)[row] != 0)
              .mapToDouble(row -> data(x)[row * n + feature])
              .toArray();
      if (there.length > 0) {
        y[i] =
            switch (pooling) {
              case LAST -> there[there.length - 1];
              case AVERAGE -> Arrays.stream(there).average().orElseThrow();
              case MAX -> Arrays.stream(there).max().orElseThrow();
            };
      }
    }
    return new DoubleTensor(Shape.of(x.shape().at(0), n), y);
  }

  @Override
  public Tensor softmaxCrossEntropy(Tensor logits, Tensor target) {
    int n = logits.shape().last();
    double[] y = new double[logits.shape().rows()];
    for (int i = 0; i < logits.shape().size(); i++) {
      y[i / n] -= data(target)[i] * (data(logits)[i] - logSumExp(logits, i / n));
    }
    return new DoubleTensor(logits.shape().dropLast(), y);
  }

  @Override
  public Tensor sparseSoftmaxCrossEntropy(Tensor logits, Tensor ids) {
    int n = logits.shape().last();
    double[] y = new double[ids.shape().size()];
    for (int r = 0; r < y.length; r++) {
      y[r] = logSumExp(logits, r) - data(logits)[r * n + (int) data(ids)[r]];
    }
    return new DoubleTensor(ids.shape(), y);
  }

  private static double logSumExp(Tensor a, int row) {
    int n = a.shape().last();
    double[] values = Arrays.copyOfRange(data(a), row * n, (row + 1) * n);
    double max = Arrays.stream(values).max().orElseThrow();
    return max + StrictMath.log(Arrays.stream(values).map(v -> StrictMath.exp(v - max)).sum());
  }

  @Override
  public Tensor select(Tensor mask, Tensor a, Tensor b) {
    int n = a.shape().at(1);
    double[] y = new double[a.shape().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(data(mask)[i / n] == 0 ? b : a)[i];
    }
    return new DoubleTensor(a.shape(), y);
  }

  @Override
  public Tensor zeros(Shape shape) {
    return new DoubleTensor(shape, new double[shape.size()]);
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
