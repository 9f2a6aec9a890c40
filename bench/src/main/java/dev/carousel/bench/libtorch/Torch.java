package dev.carousel.bench.libtorch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** float32 tensors of libtorch from and to Java arrays. */
final class Torch {
  private Torch() {}

  static Tensor of(float[] values, long... shape) {
    try (FloatPointer memory = new FloatPointer(values)) {
      return torch.from_blob(memory, shape).clone();
    }
  }

  /** A tensor whose gradient is wanted. */
  static Tensor leaf(float[] values, long... shape) {
    return of(values, shape).set_requires_grad(true);
  }

  static float[] values(Tensor tensor) {
    Tensor dense = tensor.detach().contiguous();
    float[] values = new float[Math.toIntExact(dense.numel())];
    new FloatPointer(dense.data_ptr()).get(values);
    return values;
  }
}
