package dev.carousel.golden;

import java.util.Random;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Float64 tensors of libtorch from and to Java arrays. */
final class Torch {
  private Torch() {}

  /** Values in [-scale, scale) that float32 holds exactly. */
  static double[] random(Random random, double scale, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * scale);
    }
    return values;
  }

  /** A leaf that wants a gradient. */
  static Tensor leaf(double[] values, long... shape) {
    return constant(values, shape).set_requires_grad(true);
  }

  static Tensor constant(double[] values, long... shape) {
    try (DoublePointer memory = new DoublePointer(values)) {
      TensorOptions doubles = new TensorOptions(torch.ScalarType.Double);
      return torch.from_blob(memory, shape, doubles).clone();
    }
  }

  static double[] values(Tensor tensor) {
    Tensor dense = tensor.detach().contiguous();
    double[] values = new double[(int) dense.numel()];
    new DoublePointer(dense.data_ptr()).get(values);
    return values;
  }
}
