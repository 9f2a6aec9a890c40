package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Sequences of uneven lengths, networks that read them, and what training makes of these. */
final class UnevenSequences {
  static final int TIME = 11;
  static final int[] LENGTHS = {11, 3, 1, 7, 10, 4, 11};
  static final int N = LENGTHS.length;
  static final Engine ENGINE = Engine.shared();

  private UnevenSequences() {}

  static Network network(Input input, Layer... layers) {
    return new Network(input, List.of(layers), 5);
  }

  static Network trained(Network network, Loss loss, Fit fit, Examples examples) {
    new Trainer(network, new Adam(0.02), loss, ENGINE, fit, examples).run();
    return network;
  }

  static float[] weights(Network network, Loss loss, Fit fit, Examples examples) {
    return trained(network, loss, fit, examples).parameters().values();
  }

  /** (N, T, width), {@code fill} behind the lengths. */
  static Tensor padded(int seed, int width, float fill) {
    float[] values = Samples.tensor(seed, N, TIME, width).toArray().clone();
    for (int i = 0; i < N; i++) {
      Arrays.fill(values, (i * TIME + LENGTHS[i]) * width, (i + 1) * TIME * width, fill);
    }
    return Tensor.of(values, N, TIME, width);
  }

  static Layer[] layers(boolean steps, Layer... first) {
    Layer[] layers = Arrays.copyOf(first, first.length + 3);
    layers[first.length] = Lstm.units(6).returnSequences();
    layers[first.length + 1] = steps ? Gru.units(5).returnSequences() : Gru.units(5);
    layers[first.length + 2] = Dense.units(2);
    return layers;
  }
}
