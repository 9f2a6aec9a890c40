package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What the input brings to the pre-activations of a recurrent layer: {@code bias + x * W}. Of
 * tokens, which stand for one-hot rows, the product is a row of W, copied.
 */
final class InputProduct {
  private final Matmul matmul;
  private final float[] bias;
  private final @Nullable PackedMatrix weights;
  private final float[] table; // W, if the input is tokens

  /** For one step at a time. */
  InputProduct(Place place, Engine engine, String weightsPart, String biasPart) {
    Parameter w = place.parameters().get(place.name() + "/" + weightsPart);
    matmul = engine.kernels().matmul();
    bias = place.parameters().get(place.name() + "/" + biasPart).toArray();
    weights = place.tokens() ? null : w.packed(engine);
    table = place.tokens() ? w.toArray() : new float[0];
  }

  /** {@code pre = bias + x * W}. */
  void step(float[] x, float[] pre) {
    System.arraycopy(bias, 0, pre, 0, bias.length);
    if (weights != null) {
      matmul.multiply(1, x, 0, weights.rows(), weights, pre, 0, bias.length);
    } else {
      int row = ((int) x[0]) * bias.length;
      for (int j = 0; j < bias.length; j++) {
        pre[j] += table[row + j];
      }
    }
  }

  /** What the fused operations take as x: of tokens (B, T) the products (B, T, columns). */
  static Tensor x(Place place, Tape tape, Tensor x, Tensor weights) {
    return place.tokens() ? tape.embedding(x, weights) : x;
  }

  /** What the fused operations take as W: none where x holds the products. */
  static @Nullable Tensor weights(Place place, Tensor weights) {
    return place.tokens() ? null : weights;
  }
}
