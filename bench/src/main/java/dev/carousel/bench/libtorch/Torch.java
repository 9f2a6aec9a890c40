package dev.carousel.bench.libtorch;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** float32 tensors of libtorch from and to Java arrays. */
final class Torch {
  private Torch() {}

  static Tensor of(float[] values, long... shape) {
    try (FloatPointer memory = new FloatPointer(values)) {
      return torch.from_blob(memory, shape).clone();
    }
  }

  /** A tensor of whole numbers. */
  static Tensor ids(int[] values, long... shape) {
    long[] wide = Arrays.stream(values).asLongStream().toArray();
    try (LongPointer memory = new LongPointer(wide)) {
      TensorOptions longs = new TensorOptions(torch.ScalarType.Long);
      return torch.from_blob(memory, shape, longs).clone();
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
