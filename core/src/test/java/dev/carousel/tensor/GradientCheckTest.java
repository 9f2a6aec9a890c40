package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every operation of {@link Ops}, differentiated, against differences in double. */
class GradientCheckTest {
  private static Ops ops(List<Tensor> in) {
    return in.getFirst().ops();
  }

  /** Values at least 0.05 away from every multiple of 0.5: no kink is near. */
  private static Tensor awayFromKinks(int... sizes) {
    float[] values = tensor(5, sizes).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f * Math.round(2 * values[i]) + 0.25f + 0.2f * (values[i] % 1);
    }
    return Tensor.of(values, sizes);
  }

  @Test
  void elementwise() {
    for (int[] b : new int[][] {{3, 5, 7}, {5, 7}, {7}, {}}) {
      Tensor x = tensor(1, 3, 5, 7);
      Tensor y = tensor(2, b);
      check("add", in -> in.get(0).plus(in.get(1)), x, y);
      check("subtract", in -> in.get(0).minus(in.get(1)), x, y);
      check("multiply", in -> in.get(0).times(in.get(1)), x, y);
    }
  }

  @Test
  void scaleAndClip() {
    Tensor x = awayFromKinks(2, 9);
    check("scale", in -> ops(in).scale(in.get(0), -1.7f, 0.3f), x);
    check("plus", in -> in.get(0).plus(0.3f), x);
    check("clip", in -> in.get(0).clip(-0.5f, 0.5f), x);
    check("mean", in -> in.get(0).mean(), x);
  }

  @Test
  void functions() {
    Tensor x = awayFromKinks(3, 11);
    for (Function f : Function.values()) {
      if (f == Function.LOG) {
        check("log", in -> in.get(0).plus(1.5f).log(), x);
      } else {
        check(f.name(), in -> ops(in).apply(f, in.get(0)), x);
      }
    }
  }

  @Test
  void linear() {
    int[][] sizes = {{1, 1, 1}, {2, 3, 5}, {7, 5, 17}, {6, 17, 3}};
    for (int[] s : sizes) {
      Tensor x = tensor(1, s[0], s[1]);
      Tensor w = tensor(2, s[1], s[2]);
      check("row", in -> in.get(0).plusProduct(in.get(1), in.get(2)), tensor(3, s[2]), x, w);
      Tensor full = tensor(3, s[0], s[2]);
      check("full", in -> in.get(0).plusProduct(in.get(1), in.get(2)), full, x, w);
    }
  }

  @Test
  void linearOverTimeAndOverOneRow() {
    Tensor w = tensor(2, 4, 3);
    Tensor bias = tensor(3, 3);
    check("3 axes", in -> in.get(0).plusProduct(in.get(1), in.get(2)), bias, tensor(1, 2, 5, 4), w);
    check(
        "a step's init",
        in -> in.get(0).plusProduct(in.get(1), in.get(2)),
        tensor(4, 5, 3),
        tensor(1, 2, 5, 4),
        w);
    check("1 axis", in -> in.get(0).plusProduct(in.get(1), in.get(2)), bias, tensor(1, 4), w);
  }

  @Test
  void linearWithOneTensorInThreePlaces() {
    check("square", in -> in.getFirst().plusProduct(in.getFirst(), in.getFirst()), tensor(1, 5, 5));
  }

  @Test
  void rearranging() {
    Tensor a = tensor(1, 2, 3, 5);
    Tensor b = tensor(2, 2, 3, 1);
    check("columns", in -> in.get(0).columns(1, 4), a);
    check("first column", in -> in.get(0).columns(0, 1), a);
    check("concat", in -> ops(in).concat(List.of(in.get(0), in.get(1), in.get(0))), a, b);
    check("step", in -> in.get(0).step(1), a);
    check(
        "stack",
        in -> ops(in).stack(List.of(in.get(0), in.get(1), in.get(0))),
        tensor(3, 4, 3),
        tensor(4, 4, 3));
    check("reshape", in -> in.get(0).reshape(5, 6).columns(2, 5), a);
    check("reshape twice", in -> in.get(0).reshape(30).reshape(3, 10).tanh(), a);
    check("view and whole", in -> in.get(0).times(in.get(0).reshape(6, 5).reshape(2, 3, 5)), a);
  }

  @Test
  void reductions() {
    Tensor a = tensor(1, 4, 17);
    check("sum", in -> in.get(0).sum(), a);
    check("softmax", in -> in.get(0).times(3).softmax(), a);
    check("softmax of one row", in -> in.get(0).softmax(), tensor(2, 5));
    Tensor target = Samples.distributions(3, 4, 17);
    check(
        "cross-entropy",
        in -> ops(in).softmaxCrossEntropy(in.get(0).times(4), onOps(in, target)),
        a);
    check(
        "cross-entropy of 3 axes",
        in -> ops(in).softmaxCrossEntropy(in.get(0).reshape(2, 2, 17), onOps(in, target, 2, 2, 17)),
        a);
  }

  /** A constant beside the inputs, on whatever they are on. */
  static Tensor onOps(List<Tensor> in, Tensor constant, int... sizes) {
    Tensor on = ops(in) instanceof Tape tape ? tape.constant(constant) : DoubleTensor.of(constant);
    return sizes.length == 0 ? on : on.reshape(sizes);
  }

  @Test
  void oneTensorTwice() {
    Tensor a = tensor(1, 3, 7);
    check("a + a", in -> in.get(0).plus(in.get(0)), a);
    check("a - a", in -> in.get(0).minus(in.get(0)), a);
    check("a * a", in -> in.get(0).times(in.get(0)), a);
    check(
        "tanh a * a + sigmoid(tanh a)",
        in -> {
          Tensor t = in.get(0).tanh();
          return t.times(in.get(0)).plus(t.sigmoid());
        },
        a);
    check("row of a", in -> in.get(0).times(in.get(0).reshape(21).columns(0, 7)), a);
  }

  @Test
  void unusedInputsHaveNoGradient() {
    check("first", in -> in.get(0).tanh(), tensor(1, 3), tensor(2, 4));
    check(
        "dead end",
        in -> {
          in.get(1).exp();
          return in.get(0).plus(ops(in).zeros(Shape.of(3)));
        },
        tensor(1, 2, 3),
        tensor(2, 4));
  }
}
