package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Linear, and the losses with their mean over all elements (cross entropy: over rows). */
final class LossCases {
  private static final long MEAN = 1;

  private LossCases() {}

  static void write(Path folder) throws IOException {
    linear(folder);
    loss(folder, "mse", torch::mse_loss);
    loss(folder, "l1", torch::l1_loss);
    loss(folder, "huber", (p, y) -> torch.huber_loss(p, y, MEAN, 1.0));
    crossEntropy(folder);
  }

  private static void linear(Path folder) throws IOException {
    int b = 7;
    int i = 5;
    int n = 3;
    Random random = new Random(11);
    double[][] given = {
      Torch.random(random, 1.5, b * i), Torch.random(random, 0.8, n * i),
      Torch.random(random, 0.7, n), Torch.random(random, 1, b * n)
    };
    Tensor x = Torch.leaf(given[0], b, i);
    Tensor weight = Torch.leaf(given[1], n, i);
    Tensor bias = Torch.leaf(given[2], n);
    Tensor out = torch.linear(x, weight, bias);
    out.mul(Torch.constant(given[3], b, n)).sum().backward();
    Fixture fixture = new Fixture().note("what", "out = x weight^T + bias, loss = sum(out * R)");
    fixture.f32("x", given[0], b, i);
    fixture.f32("weight", given[1], n, i);
    fixture.f32("bias", given[2], n);
    fixture.f32("R", given[3], b, n);
    fixture.f64("out", Torch.values(out), b, n);
    fixture.f64("grad.x", Torch.values(x.grad()), b, i);
    fixture.f64("grad.weight", Torch.values(weight.grad()), n, i);
    fixture.f64("grad.bias", Torch.values(bias.grad()), n);
    fixture.write(folder.resolve("linear.safetensors"));
  }

  private static void loss(Path folder, String name, BinaryOperator<Tensor> loss)
      throws IOException {
    int b = 5;
    int n = 3;
    Random random = new Random(13);
    double[] predicted = Torch.random(random, 2, b * n);
    double[] target = Torch.random(random, 2, b * n);
    Tensor prediction = Torch.leaf(predicted, b, n);
    Tensor value = loss.apply(prediction, Torch.constant(target, b, n));
    value.backward();
    Fixture fixture = new Fixture().note("loss", name).note("reduction", "mean");
    fixture.f32("prediction", predicted, b, n);
    fixture.f32("target", target, b, n);
    fixture.f64("loss", Torch.values(value));
    fixture.f64("grad.prediction", Torch.values(prediction.grad()), b, n);
    fixture.write(folder.resolve("loss-" + name + ".safetensors"));
  }

  /** The last row is extreme: a naive softmax overflows there. */
  private static void crossEntropy(Path folder) throws IOException {
    int b = 6;
    int v = 11;
    Random random = new Random(17);
    double[] given = Torch.random(random, 4, b * v);
    for (int i = (b - 1) * v; i < b * v; i++) {
      given[i] = (float) (given[i] * 50);
    }
    long[] target = random.longs(b, 0, v).toArray();
    Tensor logits = Torch.leaf(given, b, v);
    TensorOptions longs = new TensorOptions(torch.ScalarType.Long);
    Tensor classes = torch.from_blob(new LongPointer(target), new long[] {b}, longs).clone();
    Tensor value = torch.cross_entropy_loss(logits, classes);
    value.backward();
    Fixture fixture = new Fixture().note("loss", "cross entropy").note("reduction", "mean");
    fixture.f32("logits", given, b, v);
    fixture.i64("target", target, b);
    fixture.f64("loss", Torch.values(value));
    fixture.f64("softmax", Torch.values(torch.softmax(logits, 1)), b, v);
    fixture.f64("grad.logits", Torch.values(logits.grad()), b, v);
    fixture.write(folder.resolve("loss-cross-entropy.safetensors"));
  }
}
