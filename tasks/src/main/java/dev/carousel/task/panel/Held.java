package dev.carousel.task.panel;

import dev.carousel.regularize.Regularizer;
import dev.carousel.regularize.Selection;
import dev.carousel.tensor.Parameter;
import java.util.Arrays;

/** Weights that stay as they are: their gradients count for nothing. */
record Held(Selection selection) implements Regularizer {
  /** The linear layers, which then stay the ridge regression they began as. */
  static final Held LINEAR = new Held(Selection.of("linear_*"));

  @Override
  public void addGradient(Parameter weight) {
    int to = weight.offset() + weight.shape().size();
    Arrays.fill(weight.arena().gradients(), weight.offset(), to, 0f);
  }
}
