package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One GRU or simple RNN layer, values and all gradients of {@code sum(out * R) + sum(hT * S)}. The
 * RNN's recurrent weights are smaller, so that a ReLU does not grow over time and a tanh is not
 * driven to its ends, where 1 - h^2 has few digits left.
 */
final class RecurrentCases {
  private static final int[][] SHAPES = {
    // B, T, I, H
    {3, 5, 4, 7}, {1, 2, 1, 1}, {2, 9, 5, 13}, {5, 4, 17, 16}, {4, 6, 3, 33}, {1, 12, 2, 8}
  };

  /** A layer of libtorch: x, h0 and the four weights to out and hT. */
  private interface Layer {
    T_TensorTensor_T run(Tensor x, Tensor h0, TensorVector weights);
  }

  private RecurrentCases() {}

  static void write(Path folder) throws IOException {
    for (int[] s : SHAPES) {
      write(folder, "gru", 3, 0.6, RecurrentCases::gru, s[0], s[1], s[2], s[3]);
      write(folder, "rnn-tanh", 1, 0.3, RecurrentCases::tanh, s[0], s[1], s[2], s[3]);
      write(folder, "rnn-relu", 1, 0.2, RecurrentCases::relu, s[0], s[1], s[2], s[3]);
    }
  }

  private static T_TensorTensor_T gru(Tensor x, Tensor h0, TensorVector weights) {
    return torch.gru(x, h0, weights, true, 1, 0.0, true, false, true);
  }

  private static T_TensorTensor_T tanh(Tensor x, Tensor h0, TensorVector weights) {
    return torch.rnn_tanh(x, h0, weights, true, 1, 0.0, true, false, true);
  }

  private static T_TensorTensor_T relu(Tensor x, Tensor h0, TensorVector weights) {
    return torch.rnn_relu(x, h0, weights, true, 1, 0.0, true, false, true);
  }

  private static void write(
      Path folder,
      String name,
      int gates,
      double recurrentScale,
      Layer torchLayer,
      int b,
      int t,
      int i,
      int h)
      throws IOException {
    LayerCase layer = new LayerCase(b, t, i, h);
    Tensor x = layer.given("x", 1.5, b, t, i);
    Tensor h0 = layer.given("h0", 0.9, b, h);
    TensorVector weights =
        new TensorVector(
            layer.given("weight_ih", 0.8, gates * h, i),
            layer.given("weight_hh", recurrentScale, gates * h, h),
            layer.given("bias_ih", 0.7, gates * h),
            layer.given("bias_hh", 0.5, gates * h));
    T_TensorTensor_T run = torchLayer.run(x, h0.unsqueeze(0), weights);
    Tensor out = run.get0();
    Tensor last = run.get1().squeeze(0);
    Tensor loss = layer.weighed("R", out).add(layer.weighed("S", last));
    layer.result("out", out);
    layer.result("hT", last);
    String file = "%s-b%d-t%d-i%d-h%d.safetensors".formatted(name, b, t, i, h);
    layer.write(folder.resolve(name).resolve(file), loss);
  }
}
