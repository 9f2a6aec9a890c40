package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/** One recurrent layer of a size: what is given, the loss of what it results in, the gradients. */
final class LayerCase {
  private final Random random;
  private final Fixture fixture = new Fixture();
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();

  LayerCase(int b, int t, int i, int h) {
    random = new Random(1_000_003L * b + 10_007L * t + 101L * i + h);
    fixture.note("B", b).note("T", t).note("I", i).note("H", h);
  }

  /** The same with something else to note of it. */
  LayerCase(int b, int t, int i, int h, String key, Object value) {
    this(b, t, i, h);
    fixture.note(key, value);
  }

  /** Notes names and values in turn. */
  void note(Object... notes) {
    for (int i = 0; i < notes.length; i += 2) {
      fixture.note(notes[i].toString(), notes[i + 1]);
    }
  }

  /** A tensor of random values whose gradient is wanted. */
  Tensor given(String name, double scale, long... shape) {
    double[] values = Torch.random(random, scale, size(shape));
    fixture.f32(name, values, shape);
    leaves.put(name, Torch.leaf(values, shape));
    return leaves.get(name);
  }

  /** The sum of a result's elements, each weighed by a random value. */
  Tensor weighed(String name, Tensor result) {
    double[] values = Torch.random(random, 1, size(shape(result)));
    fixture.f32(name, values, shape(result));
    return result.mul(Torch.constant(values, shape(result))).sum();
  }

  void result(String name, Tensor result) {
    fixture.f64(name, Torch.values(result), shape(result));
  }

  /** Goes back from the loss and writes all. */
  void write(Path file, Tensor loss) throws IOException {
    result("loss", loss);
    loss.backward();
    leaves.forEach((name, leaf) -> result("grad." + name, leaf.grad()));
    fixture.write(file);
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
