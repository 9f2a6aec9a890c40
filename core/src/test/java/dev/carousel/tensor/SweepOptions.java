package dev.carousel.tensor;

import static dev.carousel.tensor.Samples.tensor;

import dev.carousel.cell.Cell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the tests of the options of fused GRU and RNN share: a cell, one sequence after the other.
 */
final class SweepOptions {
  static final int B = 3;
  static final int T = 4;
  static final int I = 2;
  static final int H = 5;

  /** Rows of different lengths, one with a hole, one whose first step is missing. */
  private static final float[][] MASK = {{1, 1, 0, 0}, {1, 0, 1, 1}, {0, 1, 1, 1}};

  /** A fused layer: inputs x, h0 and weights to (sequence, h). */
  interface Fused {
    List<Tensor> run(Tape tape, List<Tensor> in, LstmOp.Options options);
  }

  private SweepOptions() {}

  /** All results of a fused layer in a row. */
  static Tensor fused(Fused layer, boolean reversed, boolean masked, List<Tensor> in) {
    Tape tape = (Tape) in.getFirst().ops();
    Tensor mask = masked ? tape.constant(Tensor.of(MASK)) : null;
    List<Tensor> y = layer.run(tape, in, new LstmOp.Options(reversed, mask));
    return tape.concat(List.of(y.get(0).reshape(1, B * T * H), y.get(1).reshape(1, B * H)));
  }

  /** The same by the cell, for each sequence on its own. */
  static Tensor equations(
      Cell cell, boolean reversed, boolean masked, List<Tensor> in, Cell.Weights weights) {
    Tensor[] shown = new Tensor[B * T];
    List<Tensor> last = new ArrayList<>();
    int features = in.get(0).shape().last();
    for (int b = 0; b < B; b++) {
      Tensor x = row(in.get(0), b, T * features).reshape(1, T, features);
      Tensor h = row(in.get(1), b, H);
      for (int n = 0; n < T; n++) {
        int t = reversed ? T - 1 - n : n;
        if (!masked || MASK[b][t] != 0) {
          h = cell.step(x.step(t), List.of(h), weights).getFirst();
        }
        shown[b * T + t] = h;
      }
      last.add(h);
    }
    List<Tensor> all = new ArrayList<>(Arrays.asList(shown));
    all.addAll(last);
    return in.getFirst().ops().concat(all);
  }

  private static Tensor row(Tensor a, int b, int n) {
    return a.reshape(1, B, n).step(b);
  }

  /** The matrix that gives x as it is: products with the input computed before. */
  static Tensor identity(Ops ops, int n) {
    float[] one = new float[n * n];
    for (int i = 0; i < n; i++) {
      one[i * n + i] = 1;
    }
    return ops instanceof Tape tape
        ? tape.constant(Tensor.of(one, n, n))
        : DoubleTensor.of(Tensor.of(one, n, n));
  }

  /** Results and gradients of a layer of some size, on some threads, reversed, masked or not. */
  static float[][] run(Fused layer, int threads, boolean masked, int batch, Shape... weights) {
    int hidden = weights[1].at(0);
    int time = 6;
    try (Workers workers = new Workers(threads)) {
      Tape tape = new Tape(new Engine(Engine.of("auto", 1).kernels(), workers), true);
      List<Tensor> in = new ArrayList<>();
      in.add(tape.variable(tensor(1, batch, time, weights[0].at(0))));
      in.add(tape.variable(tensor(2, batch, hidden)));
      for (int i = 0; i < weights.length; i++) {
        float[] values = Samples.values(3 + i, weights[i].size(), 0.1);
        in.add(tape.variable(Tensor.of(values, weights[i].toArray())));
      }
      Tensor mask = masked ? tape.constant(Tensor.of(holes(batch, time))) : null;
      List<Tensor> y = layer.run(tape, in, new LstmOp.Options(true, mask));
      tape.backward(y.get(0).times(y.get(0)).sum().plus(y.get(1).sum()));
      List<float[]> results = new ArrayList<>();
      y.forEach(a -> results.add(a.toArray()));
      in.forEach(a -> results.add(tape.gradient(a).toArray()));
      return results.toArray(float[][]::new);
    }
  }

  private static float[][] holes(int batch, int time) {
    float[][] keep = new float[batch][time];
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < time; t++) {
        keep[b][t] = (b * 5 + t * 3) % 4 == 0 ? 0 : 1;
      }
    }
    return keep;
  }
}
