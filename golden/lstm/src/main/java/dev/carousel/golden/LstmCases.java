package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One LSTM layer, values and all gradients of {@code sum(out * R) + sum(hT * S) + sum(cT * U)}:
 * every path to a gradient is used, the state at the end included.
 */
final class LstmCases {
  private static final int[][] SHAPES = {
    // B, T, I, H
    {3, 5, 4, 7}, {1, 1, 1, 1}, {2, 9, 5, 13}, {5, 4, 17, 16}, {4, 6, 3, 33}, {1, 12, 2, 8}
  };

  private LstmCases() {}

  static void write(Path folder) throws IOException {
    for (int[] s : SHAPES) {
      write(folder, s[0], s[1], s[2], s[3]);
    }
  }

  private static void write(Path folder, int b, int t, int i, int h) throws IOException {
    Random random = new Random(1_000_003L * b + 10_007L * t + 101L * i + h);
    Fixture fixture = new Fixture().note("B", b).note("T", t).note("I", i).note("H", h);
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    given(fixture, leaves, "x", random, 1.5, b, t, i);
    given(fixture, leaves, "h0", random, 0.9, b, h);
    given(fixture, leaves, "c0", random, 1.2, b, h);
    given(fixture, leaves, "weight_ih", random, 0.8, 4 * h, i);
    given(fixture, leaves, "weight_hh", random, 0.6, 4 * h, h);
    given(fixture, leaves, "bias_ih", random, 0.7, 4 * h);
    given(fixture, leaves, "bias_hh", random, 0.5, 4 * h);
    T_TensorTensorTensor_T run = lstm(leaves, b, h);
    Tensor[] results = {run.get0(), run.get1().squeeze(0), run.get2().squeeze(0)};

    Tensor loss = weighed(fixture, "R", random, results[0], b, t, h);
    loss = loss.add(weighed(fixture, "S", random, results[1], b, h));
    loss = loss.add(weighed(fixture, "U", random, results[2], b, h));
    loss.backward();

    fixture.f64("out", Torch.values(results[0]), b, t, h);
    fixture.f64("hT", Torch.values(results[1]), b, h);
    fixture.f64("cT", Torch.values(results[2]), b, h);
    fixture.f64("loss", Torch.values(loss));
    leaves.forEach((n, leaf) -> fixture.f64("grad." + n, Torch.values(leaf.grad()), shape(leaf)));
    fixture.write(folder.resolve("lstm-b%d-t%d-i%d-h%d.safetensors".formatted(b, t, i, h)));
  }

  private static T_TensorTensorTensor_T lstm(Map<String, Tensor> p, int b, int h) {
    TensorVector state = new TensorVector(p.get("h0").unsqueeze(0), p.get("c0").unsqueeze(0));
    TensorVector weights =
        new TensorVector(
            p.get("weight_ih"), p.get("weight_hh"), p.get("bias_ih"), p.get("bias_hh"));
    return torch.lstm(p.get("x"), state, weights, true, 1, 0.0, true, false, true);
  }

  private static void given(
      Fixture fixture,
      Map<String, Tensor> leaves,
      String name,
      Random random,
      double scale,
      long... shape) {
    double[] values = Torch.random(random, scale, size(shape));
    fixture.f32(name, values, shape);
    leaves.put(name, Torch.leaf(values, shape));
  }

  private static Tensor weighed(
      Fixture fixture, String name, Random random, Tensor result, long... shape) {
    double[] values = Torch.random(random, 1, size(shape));
    fixture.f32(name, values, shape);
    return result.mul(Torch.constant(values, shape)).sum();
  }

  private static int size(long... shape) {
    int size = 1;
    for (long n : shape) {
      size *= (int) n;
    }
    return size;
  }

  private static long[] shape(Tensor tensor) {
    long[] shape = new long[(int) tensor.dim()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = tensor.size(d);
    }
    return shape;
  }
}
