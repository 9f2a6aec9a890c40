package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a network in a test: what it gave, and the gradients of what it read. */
record LayerRun(List<Signal> outputs, List<float[]> gradients) {
  static final Engine ENGINE = Engine.of("scalar", 1);

  /** Inputs of a batch: features in (-1, 1), tokens some of which come twice. */
  static List<Tensor> inputs(Network network, long seed, int batch, int time) {
    List<Tensor> inputs = new ArrayList<>();
    for (Input input : network.inputs()) {
      long own = seed * 31 + inputs.size();
      inputs.add(
          input.tokens()
              ? Samples.tokens(own, input.features(), batch, time)
              : Samples.tensor(own, batch, time, input.features()));
    }
    return inputs;
  }

  /** Without gradients, as in inference. */
  static LayerRun infer(Network network, List<Tensor> x, @Nullable Tensor mask) {
    return run(ENGINE, network, x, mask, false);
  }

  /** With gradients of the inputs and, last, of all parameters. */
  static LayerRun train(Network network, List<Tensor> x, @Nullable Tensor mask) {
    return run(ENGINE, network, x, mask, true);
  }

  static LayerRun run(
      Engine engine, Network network, List<Tensor> x, @Nullable Tensor mask, boolean training) {
    Arrays.fill(network.parameters().gradients(), 0f);
    Tape tape = new Tape(engine, training);
    tape.reset(new Randomness(1, 1));
    Tensor maskOn = mask == null ? null : tape.constant(mask);
    List<Signal> on = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      boolean tokens = network.inputs().get(i).tokens();
      Tensor values = tokens ? tape.constant(x.get(i)) : tape.variable(x.get(i));
      on.add(new Signal(values, maskOn));
    }
    List<Signal> y = network.apply(Pass.on(tape), on);
    List<float[]> gradients = new ArrayList<>();
    if (training) {
      tape.backward(loss(tape, y));
      on.forEach(signal -> gradients.add(tape.gradient(signal.values()).toArray()));
      gradients.add(network.parameters().gradients().clone());
    }
    return new LayerRun(y, gradients);
  }

  /** All outputs that are there, each weighed by another number. */
  private static Tensor loss(Tape tape, List<Signal> outputs) {
    Tensor sum = tape.zeros(dev.carousel.tensor.Shape.SCALAR);
    for (int i = 0; i < outputs.size(); i++) {
      Tensor y = outputs.get(i).values();
      sum = sum.plus(y.times(tape.constant(weights(outputs.get(i), i))).sum());
    }
    return sum;
  }

  private static Tensor weights(Signal output, int number) {
    float[] weights = Samples.values(80 + number, one(output), 1);
    float[] all = new float[output.values().shape().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = there(output, i) ? weights[i % weights.length] : 0;
    }
    return Tensor.of(all, output.values().shape().toArray());
  }

  private static int one(Signal output) {
    return output.values().shape().dropFirst().size();
  }

  /** Whether element i of an output stands at a step that is there. */
  static boolean there(Signal output, int i) {
    if (output.mask() == null) {
      return true;
    }
    int steps = output.mask().shape().at(1);
    int step = i / (one(output) / steps);
    return output.mask().toArray()[step] != 0;
  }

  /** The same sum in double: what the gradients are those of. */
  double loss() {
    double sum = 0;
    for (int o = 0; o < outputs.size(); o++) {
      float[] y = outputs.get(o).values().toArray();
      float[] w = weights(outputs.get(o), o).toArray();
      for (int i = 0; i < y.length; i++) {
        sum += (double) y[i] * w[i];
      }
    }
    return sum;
  }

  /** The bits of an output; of what is not there a constant. */
  int[] bits(int output) {
    Signal y = outputs.get(output);
    int[] bits = Samples.bits(y.values());
    for (int i = 0; i < bits.length; i++) {
      bits[i] = there(y, i) ? bits[i] : -1;
    }
    return bits;
  }

  /** Everything that can be seen of it. */
  String seen() {
    StringBuilder seen = new StringBuilder();
    for (int o = 0; o < outputs.size(); o++) {
      Signal y = outputs.get(o);
      seen.append(y.values().shape()).append(Arrays.toString(y.values().toArray()));
      seen.append(
          y.mask() == null ? "all" : Arrays.toString(Objects.requireNonNull(y.mask()).toArray()));
    }
    gradients.forEach(g -> seen.append(Arrays.toString(g)));
    return seen.toString();
  }
}
