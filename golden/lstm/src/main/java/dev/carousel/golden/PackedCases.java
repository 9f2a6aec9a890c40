package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Two layers over sequences of different lengths, in one direction and in both: values and all
 * gradients of {@code sum(out * R) + sum(hT * S) + sum(cT * U)}. PyTorch packs the steps that are
 * there and fills up with zeros.
 */
final class PackedCases {
  private static final int B = 4;
  private static final int T = 6;
  private static final int I = 3;
  private static final int H = 5;
  private static final int LAYERS = 2;
  private static final long[] LENGTHS = {6, 4, 4, 1};

  private PackedCases() {}

  /** The results: of every step that is there, and the last states of all layers. */
  private record Run(Tensor packed, Tensor h, Tensor c) {}

  static void write(Path folder) throws IOException {
    for (int directions = 1; directions <= 2; directions++) {
      write(folder, "lstm", 4, 0.6, directions);
      write(folder, "gru", 3, 0.6, directions);
      write(folder, "rnn-tanh", 1, 0.3, directions);
    }
  }

  private static void write(Path folder, String name, int gates, double scale, int directions)
      throws IOException {
    boolean lstm = gates == 4;
    LayerCase layer = new LayerCase(B, T, I, H * 10 * directions + gates, "H", H);
    layer.note("layers", LAYERS, "directions", directions, "lengths", "6 4 4 1");
    Tensor x = layer.given("x", 1.5, B, T, I);
    long states = (long) LAYERS * directions;
    Tensor h0 = layer.given("h0", 0.9, states, B, H);
    Tensor c0 = lstm ? layer.given("c0", 1.2, states, B, H) : null;
    TensorVector weights = new TensorVector();
    for (int l = 0; l < LAYERS; l++) {
      for (int d = 0; d < directions; d++) {
        String of = "_l" + l + (d == 1 ? "_reverse" : "");
        long in = l == 0 ? I : (long) directions * H;
        weights.push_back(layer.given("weight_ih" + of, 0.8, gates * H, in));
        weights.push_back(layer.given("weight_hh" + of, scale, gates * H, H));
        weights.push_back(layer.given("bias_ih" + of, 0.7, gates * H));
        weights.push_back(layer.given("bias_hh" + of, 0.5, gates * H));
      }
    }
    Run run = run(name, packed(x), sizes(), h0, c0, weights, directions == 2);
    Tensor out = unpacked(run.packed, directions * H);
    Tensor loss = layer.weighed("R", out).add(layer.weighed("S", run.h));
    layer.result("out", out);
    layer.result("hT", run.h);
    if (lstm) {
      loss = loss.add(layer.weighed("U", run.c));
      layer.result("cT", run.c);
    }
    String file = "packed-%s-l%d-d%d.safetensors".formatted(name, LAYERS, directions);
    layer.write(folder.resolve(file), loss);
  }

  /** Number of sequences that have a step t: they come first, for lengths do not increase. */
  private static int count(int t) {
    return (int) Arrays.stream(LENGTHS).filter(length -> length > t).count();
  }

  private static Tensor sizes() {
    long[] counts = IntStream.range(0, T).mapToLong(PackedCases::count).toArray();
    TensorOptions longs = new TensorOptions(torch.ScalarType.Long);
    return torch.from_blob(new LongPointer(counts), new long[] {T}, longs).clone();
  }

  /** The steps that are there, step after step. */
  private static Tensor packed(Tensor x) {
    TensorVector steps = new TensorVector();
    for (int t = 0; t < T; t++) {
      steps.push_back(x.select(1, t).narrow(0, 0, count(t)));
    }
    return torch.cat(steps);
  }

  /** (B, T, width), zeros where no step is. */
  private static Tensor unpacked(Tensor packed, int width) {
    TensorVector steps = new TensorVector();
    int at = 0;
    for (int t = 0; t < T; t++) {
      int n = count(t);
      Tensor rest = Torch.constant(new double[(B - n) * width], B - n, width);
      steps.push_back(torch.cat(new TensorVector(packed.narrow(0, at, n), rest)));
      at += n;
    }
    return torch.stack(steps, 1);
  }

  private static Run run(
      String name,
      Tensor data,
      Tensor sizes,
      Tensor h0,
      Tensor c0,
      TensorVector weights,
      boolean both) {
    if (c0 != null) {
      TensorVector state = new TensorVector(h0, c0);
      T_TensorTensorTensor_T run =
          torch.lstm(data, sizes, state, weights, true, LAYERS, 0.0, true, both);
      return new Run(run.get0(), run.get1(), run.get2());
    }
    T_TensorTensor_T run =
        name.equals("gru")
            ? torch.gru(data, sizes, h0, weights, true, LAYERS, 0.0, true, both)
            : torch.rnn_tanh(data, sizes, h0, weights, true, LAYERS, 0.0, true, both);
    return new Run(run.get0(), run.get1(), null);
  }
}
