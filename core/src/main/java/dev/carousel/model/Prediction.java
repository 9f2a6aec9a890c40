package dev.carousel.model;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Signal;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Inference with networks of several inputs and outputs, some examples at a time. */
final class Prediction {
  private static final int BATCH = 256;
  private static final Randomness NONE = new Randomness(0, 0);

  private Prediction() {}

  /** One tensor for each output, of one for each input. */
  static List<Tensor> of(Network network, Engine engine, List<Tensor> x) {
    int rows = check(network, x);
    List<float[]> in = x.stream().map(Tensor::toArray).toList();
    List<List<float[]>> parts = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    network.outputs().forEach(form -> shapes.add(form.shape()));
    Tape tape = new Tape(engine, false);
    for (int from = 0; from < rows; from += BATCH) {
      tape.reset(NONE);
      List<Signal> batch = new ArrayList<>();
      for (int i = 0; i < x.size(); i++) {
        Shape one = x.get(i).shape().dropFirst();
        Shape some = one.prepend(Math.min(BATCH, rows - from));
        batch.add(Signal.of(tape.constant(some, in.get(i), from * one.size())));
      }
      List<Signal> y = network.apply(Pass.on(tape), batch);
      parts.add(y.stream().map(signal -> signal.values().toArray()).toList());
      for (int i = 0; i < y.size(); i++) {
        shapes.set(i, y.get(i).values().shape().dropFirst());
      }
    }
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      outputs.add(joined(parts, i, shapes.get(i).prepend(rows)));
    }
    return outputs;
  }

  private static Tensor joined(List<List<float[]>> parts, int output, Shape shape) {
    float[] all = new float[shape.size()];
    int at = 0;
    for (List<float[]> part : parts) {
      float[] values = part.get(output);
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return Tensor.of(all, shape.toArray());
  }

  private static int check(Network network, List<Tensor> x) {
    if (x.size() != network.inputs().size()) {
      throw new IllegalArgumentException(
          "%d tensors, the network reads %d: %s"
              .formatted(x.size(), network.inputs().size(), network.graph().inputs().keySet()));
    }
    for (int i = 0; i < x.size(); i++) {
      network.checkInput(i, x.get(i));
      if (x.get(i).shape().at(0) != x.getFirst().shape().at(0)) {
        throw new IllegalArgumentException(
            "inputs of shapes %s: the first axis counts the examples and must be equal"
                .formatted(x.stream().map(Tensor::shape).toList()));
      }
    }
    return x.getFirst().shape().at(0);
  }
}
