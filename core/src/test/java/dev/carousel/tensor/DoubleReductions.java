package dev.carousel.tensor;

import static dev.carousel.tensor.DoubleTensor.data;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What runs over a row or over the steps in double: sums, largest values, softmax and the losses
 * made of it.
 */
sealed interface DoubleReductions extends Ops permits DoubleOps {
  @Override
  default Tensor sum(Tensor a) {
    return new DoubleTensor(Shape.SCALAR, new double[] {Arrays.stream(data(a)).sum()});
  }

  @Override
  default Tensor max(Tensor a) {
    int n = a.shape().last();
    double[] y = new double[a.shape().rows()];
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < a.shape().size(); i++) {
      y[i / n] = Math.max(y[i / n], data(a)[i]);
    }
    return new DoubleTensor(a.shape().dropLast(), y);
  }

  @Override
  default Tensor cumulativeSum(Tensor a) {
    return overTime(a, (before, now) -> before + now);
  }

  @Override
  default Tensor cumulativeLogSumExp(Tensor a) {
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
  default Tensor normalize(Tensor a, float epsilon) {
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
  default Tensor softmax(Tensor a) {
    int n = a.shape().last();
    double[] y = new double[a.shape().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = StrictMath.exp(data(a)[i] - logSumExp(a, i / n));
    }
    return new DoubleTensor(a.shape(), y);
  }

  @Override
  default Tensor softmax(Tensor a, Tensor mask) {
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
  default Tensor softmaxCrossEntropy(Tensor logits, Tensor target) {
    int n = logits.shape().last();
    double[] y = new double[logits.shape().rows()];
    for (int i = 0; i < logits.shape().size(); i++) {
      y[i / n] -= data(target)[i] * (data(logits)[i] - logSumExp(logits, i / n));
    }
    return new DoubleTensor(logits.shape().dropLast(), y);
  }

  @Override
  default Tensor sparseSoftmaxCrossEntropy(Tensor logits, Tensor ids) {
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
  default Tensor pool(Pooling pooling, Tensor x, @Nullable Tensor mask) {
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
}
