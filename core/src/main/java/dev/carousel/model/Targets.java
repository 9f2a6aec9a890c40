package dev.carousel.model;

import dev.carousel.data.Examples;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.tensor.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that inputs and targets fit a network and its losses, with expected and found. */
record Targets(Network network, @Nullable Objective objective) {

  void check(List<Tensor> x, List<Tensor> y) {
    checkCounts(x.size(), y.size());
    for (int i = 0; i < x.size(); i++) {
      network.checkInput(i, x.get(i));
    }
    for (int i = 0; i < y.size(); i++) {
      check(i, x.getFirst().shape(), y.get(i).shape());
      Loss loss = loss(i);
      if (loss != null && loss.sparse()) {
        Tokens.check("y", y.get(i), network.outputs().get(i).shape().last());
      }
    }
  }

  void check(Examples examples) {
    checkCounts(examples.inputParts().size(), examples.targetParts().size());
    Shape first = examples.inputShape().prepend(examples.size());
    for (int i = 0; i < examples.inputParts().size(); i++) {
      network.checkInput(i, examples.inputParts().get(i).inputShape().prepend(examples.size()));
    }
    for (int i = 0; i < examples.targetParts().size(); i++) {
      check(i, first, examples.targetParts().get(i).targetShape().prepend(examples.size()));
    }
  }

  private void checkCounts(int inputs, int targets) {
    if (inputs != network.inputs().size() || targets != network.outputs().size()) {
      throw new IllegalArgumentException(
          "%d inputs and %d targets, the network has %d inputs %s and %d outputs %s"
              .formatted(
                  inputs,
                  targets,
                  network.inputs().size(),
                  network.graph().inputs().keySet(),
                  network.outputs().size(),
                  network.graph().outputs()));
    }
  }

  private @Nullable Loss loss(int output) {
    return objective == null ? null : objective.terms().get(output).loss();
  }

  void check(int output, Shape x, Shape y) {
    if (y.rank() < 1 || y.at(0) != x.at(0)) {
      throw new IllegalArgumentException(
          "x has shape %s, y has shape %s: the first axis counts the examples and must be equal"
              .formatted(x, y));
    }
    Shape expected = network.outputs().get(output).shape();
    if (expected.rank() == 2 && expected.at(0) == 0) { // as many steps as there are
      boolean alone = network.inputs().size() == 1 || y.rank() < 2;
      expected = expected.withFirst(alone ? x.at(1) : y.at(1));
    }
    Loss loss = loss(output);
    if (!y.dropFirst().equals(loss == null ? expected : loss.target(expected))) {
      throw other(loss, y, expected);
    }
  }

  private static IllegalArgumentException other(@Nullable Loss loss, Shape y, Shape expected) {
    Shape all = expected.prepend(y.at(0));
    String found = "y has shape %s, the network gives %s".formatted(y, all);
    if (loss != null && loss.sparse()) {
      return new IllegalArgumentException(
          "%s: %s takes one token for each row, shape %s".formatted(found, loss, loss.target(all)));
    }
    if (Loss.SOFTMAX_CROSS_ENTROPY.equals(loss) && y.equals(all.dropLast())) {
      return new IllegalArgumentException(
          "%s: if y has class numbers, take Loss.SPARSE_SOFTMAX_CROSS_ENTROPY".formatted(found));
    }
    boolean oneForAll = expected.rank() == 2 && y.equals(Shape.of(y.at(0), expected.at(1)));
    return new IllegalArgumentException(
        oneForAll
            ? ("%s, one output a time step: either drop returnSequences() from the last recurrent"
                    + " layer to predict one value a sequence, or give y a value for each time step,"
                    + " shape %s")
                .formatted(found, all)
            : found + ": change the last layer's units or reshape y");
  }
}
