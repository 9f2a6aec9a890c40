package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
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
    LayerCase layer = new LayerCase(b, t, i, h);
    Tensor x = layer.given("x", 1.5, b, t, i);
    Tensor h0 = layer.given("h0", 0.9, b, h);
    Tensor c0 = layer.given("c0", 1.2, b, h);
    TensorVector weights =
        new TensorVector(
            layer.given("weight_ih", 0.8, 4 * h, i),
            layer.given("weight_hh", 0.6, 4 * h, h),
            layer.given("bias_ih", 0.7, 4 * h),
            layer.given("bias_hh", 0.5, 4 * h));
    TensorVector state = new TensorVector(h0.unsqueeze(0), c0.unsqueeze(0));
    T_TensorTensorTensor_T run = torch.lstm(x, state, weights, true, 1, 0.0, true, false, true);
    Tensor[] results = {run.get0(), run.get1().squeeze(0), run.get2().squeeze(0)};

    Tensor loss = layer.weighed("R", results[0]);
    loss = loss.add(layer.weighed("S", results[1]));
    loss = loss.add(layer.weighed("U", results[2]));
    layer.result("out", results[0]);
    layer.result("hT", results[1]);
    layer.result("cT", results[2]);
    layer.write(folder.resolve("lstm-b%d-t%d-i%d-h%d.safetensors".formatted(b, t, i, h)), loss);
  }
}
