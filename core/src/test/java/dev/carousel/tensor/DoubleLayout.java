package dev.carousel.tensor;

import static dev.carousel.tensor.DoubleTensor.data;

import java.util.Arrays;
import java.util.List;

/** Elements in double that are moved, repeated or left as they are; none is computed. */
sealed interface DoubleLayout extends Ops permits DoubleOps {
  @Override
  default Tensor constant(Tensor data) {
    return DoubleTensor.of(data);
  }

  @Override
  default Tensor zeros(Shape shape) {
    return new DoubleTensor(shape, new double[shape.size()]);
  }

  @Override
  default Tensor stopGradient(Tensor a) {
    return a;
  }

  @Override
  default Tensor reshape(Tensor a, Shape shape) {
    return new DoubleTensor(shape, data(a));
  }

  @Override
  default Tensor transpose(Tensor a) {
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
  default Tensor columns(Tensor a, int from, int to) {
    int n = to - from;
    double[] y = new double[a.shape().rows() * n];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(a)[i / n * a.shape().last() + from + i % n];
    }
    return new DoubleTensor(a.shape().withLast(n), y);
  }

  @Override
  default Tensor concat(List<Tensor> parts) {
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
  default Tensor step(Tensor a, int t) {
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
  default Tensor stack(List<Tensor> steps) {
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
  default Tensor repeat(Tensor a, int times) {
    double[] y = new double[a.shape().size() * times];
    Arrays.setAll(y, i -> data(a)[i / times]);
    return new DoubleTensor(a.shape().withLast(a.shape().last() * times), y);
  }

  @Override
  default Tensor embedding(Tensor ids, Tensor table) {
    int n = table.shape().last();
    double[] y = new double[ids.shape().size() * n];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(table)[((int) data(ids)[i / n]) * n + i % n];
    }
    return new DoubleTensor(ids.shape().append(n), y);
  }

  @Override
  default Tensor select(Tensor mask, Tensor a, Tensor b) {
    int n = a.shape().at(1);
    double[] y = new double[a.shape().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = data(data(mask)[i / n] == 0 ? b : a)[i];
    }
    return new DoubleTensor(a.shape(), y);
  }
}
