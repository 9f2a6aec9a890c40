package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.layer.Signal;
import dev.carousel.network.Network;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Outputs of a network, gathered group by group; the groups may have different numbers of steps.
 */
final class Outputs {
  private final List<float[]> all = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>(); // of an example
  private final int size;
  private int done;

  Outputs(Network network, Examples examples) {
    size = examples.size();
    int steps =
        examples.inputParts().stream().mapToInt(in -> in.inputShape().at(0)).max().orElseThrow();
    for (int i = 0; i < network.outputs().size(); i++) {
      Shape given = network.outputs().get(i).shape();
      boolean any = network.stepsWithInput(i);
      shapes.add(any ? given.withFirst(steps) : given);
      all.add(new float[size * shapes.getLast().size()]);
    }
  }

  /** Adds the outputs of the next examples. */
  void add(List<Signal> outputs, int examples) {
    for (int i = 0; i < outputs.size(); i++) {
      float[] from = outputs.get(i).values().toArray();
      int width = from.length / examples;
      int whole = shapes.get(i).size();
      for (int row = 0; row < examples; row++) {
        System.arraycopy(from, row * width, all.get(i), (done + row) * whole, width);
      }
    }
    done += examples;
  }

  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      tensors.add(Tensor.of(all.get(i), shapes.get(i).prepend(size).toArray()));
    }
    return tensors;
  }
}
