package dev.carousel.cell;

import dev.carousel.file.SafetensorsFile;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fixture of one GRU or RNN layer: what libtorch was given in our layout, and its results. */
record LayerGolden(SafetensorsFile fixture) {

  /** One way to run a layer over a sequence. */
  interface Runner {
    Result run(Tape tape, Tensor x, Tensor h0, Cell.Weights weights);
  }

  /** h of every step, (B, T, H), and the last one, (B, H). */
  record Result(Tensor sequence, Tensor h) {}

  static LayerGolden read(String name) {
    return new LayerGolden(Golden.read(name));
  }

  /** A cell, step by step. */
  static Runner composed(Cell cell) {
    return (tape, x, h0, weights) -> {
      List<Tensor> state = List.of(h0);
      List<Tensor> shown = new ArrayList<>();
      for (int t = 0; t < x.shape().at(1); t++) {
        state = cell.step(x.step(t), state, weights);
        shown.add(state.getFirst());
      }
      return new Result(tape.stack(shown), state.getFirst());
    };
  }

  int hidden() {
    return fixture.tensor("h0").shape()[1];
  }

  Tensor given(String name) {
    return Tensor.of(fixture.tensor(name).floats(), fixture.tensor(name).shape());
  }

  /** W (I, GH) or U (H, GH) of PyTorch's weight_ih or weight_hh. */
  Tensor matrix(String name) {
    int[] shape = fixture.tensor(name).shape();
    float[] values = Golden.transposed(fixture.tensor(name).floats(), shape[0], shape[1]);
    return Tensor.of(values, shape[1], shape[0]);
  }

  /** A result as libtorch has it, matrices in our layout. */
  double[] expected(String what) {
    double[] values = fixture.tensor(what).doubles();
    int[] shape = fixture.tensor(what).shape();
    return what.startsWith("grad.weight") ? transposed(values, shape[0]) : values;
  }

  private static double[] transposed(double[] a, int rows) {
    int columns = a.length / rows;
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      out[i % columns * rows + i / columns] = a[i];
    }
    return out;
  }

  /** Values, gradients of x and h0 by the fixture's names, and of each weight by ours. */
  Map<String, float[]> results(Tape tape, Runner runner, Map<String, Tensor> weights) {
    Parameters.Builder builder = new Parameters.Builder();
    builder.add("other", Shape.of(3), Initializers.zeros());
    weights.forEach((name, w) -> builder.add(name, w.shape(), copyOf(w.toArray())));
    Parameters parameters = builder.build(1);
    Tensor x = tape.variable(given("x"));
    Tensor h0 = tape.variable(given("h0"));
    Result y = runner.run(tape, x, h0, name -> tape.parameter(parameters.get(name)));
    Tensor loss =
        y.sequence()
            .times(tape.constant(given("R")))
            .sum()
            .plus(y.h().times(tape.constant(given("S"))).sum());
    tape.backward(loss);
    Map<String, float[]> results = new LinkedHashMap<>();
    results.put("out", y.sequence().toArray());
    results.put("hT", y.h().toArray());
    results.put("loss", loss.toArray());
    results.put("grad.x", tape.gradient(x).toArray());
    results.put("grad.h0", tape.gradient(h0).toArray());
    for (String name : weights.keySet()) {
      Tensor w = tape.parameter(parameters.get(name));
      results.put(name, tape.gradient(w).toArray());
    }
    return results;
  }

  private static Parameters.Initializer copyOf(float[] from) {
    return (shape, to, offset, random) -> System.arraycopy(from, 0, to, offset, from.length);
  }

  /** The sum of two of the fixture's vectors in the elements from 0 on, the first one's after. */
  float[] sumOfBiases(int summed) {
    float[] sum = fixture.tensor("bias_ih").floats().clone();
    float[] second = fixture.tensor("bias_hh").floats();
    for (int i = 0; i < summed; i++) {
      sum[i] += second[i];
    }
    return sum;
  }

  /** Columns of two blocks of H exchanged in every row. */
  Tensor swapped(Tensor a, int blocks, int first, int second) {
    float[] from = a.toArray();
    float[] out = from.clone();
    int h = hidden();
    for (int row = 0; row < from.length; row += blocks * h) {
      System.arraycopy(from, row + first * h, out, row + second * h, h);
      System.arraycopy(from, row + second * h, out, row + first * h, h);
    }
    return Tensor.of(out, a.shape().toArray());
  }

  /** The last elements of a vector. */
  static float[] last(float[] a, int count) {
    return Arrays.copyOfRange(a, a.length - count, a.length);
  }
}
