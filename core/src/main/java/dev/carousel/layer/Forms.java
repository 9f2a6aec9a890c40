package dev.carousel.layer;

import dev.carousel.tensor.Shape;

/** Checks of what a layer is to read. */
final class Forms {
  private Forms() {}

  /** The shape of features. */
  static Shape features(String kind, Form form) {
    if (form.tokens()) {
      throw new IllegalArgumentException(
          "%s reads features, the input is tokens: put Embedding.of(vocabulary, units) first"
              .formatted(kind));
    }
    return form.shape();
  }

  /** The shape of a sequence of features, (T, F). */
  static Shape sequence(String kind, Shape shape) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          ("%s reads sequences (T, features), found %s: give the layer before it"
                  + " .returnSequences()")
              .formatted(kind, shape));
    }
    return shape;
  }

  /** A shape whose number of steps is known. */
  static Shape fixed(String kind, Shape shape) {
    if (shape.rank() > 1 && shape.at(0) == 0) {
      throw new IllegalArgumentException(
          "%s has to know the number of time steps, found any: give it to the input"
              .formatted(kind));
    }
    return shape;
  }

  /** Refuses a layer whose state a wrapper would drop. */
  static void refuseState(String kind, Layer layer) {
    boolean lost =
        (layer instanceof Recurrent one && one.returnsState())
            || (layer instanceof Bidirectional two && two.layer().returnsState());
    if (lost) {
      throw new IllegalArgumentException(
          "%s around %s gives one output and would drop the state: leave returnState() out"
              .formatted(kind, layer.kind()));
    }
  }

  /** Whether two shapes have, or may have, as many steps; T = 0 standing for any. */
  static boolean sameTime(Shape a, Shape b) {
    return a.rank() < 2 || b.rank() < 2 || a.at(0) == 0 || b.at(0) == 0 || a.at(0) == b.at(0);
  }
}
