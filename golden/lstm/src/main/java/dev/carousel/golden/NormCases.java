package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.pytorch.LayerNormFuncOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Layer norm over the last axis of (B, T, F): values and all gradients of sum(out * R). */
final class NormCases {
  private NormCases() {}

  static void write(Path folder) throws IOException {
    write(folder, 3, 4, 7, 1e-5);
    write(folder, 2, 3, 33, 1e-2);
  }

  private static void write(Path folder, int b, int t, int f, double epsilon) throws IOException {
    LayerCase layer = new LayerCase(b, t, f, 1, "epsilon", epsilon);
    Tensor x = layer.given("x", 1.5, b, t, f);
    Tensor gain = layer.given("weight", 1.3, f);
    Tensor bias = layer.given("bias", 0.7, f);
    LayerNormFuncOptions options = new LayerNormFuncOptions(new LongVector(new long[] {f}));
    options.weight().put(gain);
    options.bias().put(bias);
    options.eps().put(epsilon);
    Tensor out = torch.layer_norm(x, options);
    Tensor loss = layer.weighed("R", out);
    layer.result("out", out);
    layer.write(folder.resolve("layer-norm-b%d-t%d-f%d.safetensors".formatted(b, t, f)), loss);
  }
}
