package dev.carousel.layer;

import dev.carousel.tensor.Shape;

/**
 * What travels between two layers looks like.
 *
 * @param shape of one example, without the batch axis: (T, F), (F), or (T, S, F), a sequence at
 *     each step; T = 0 standing for any; of tokens (T, V), the one-hot rows they stand for
 * @param tokens whether the values are tokens (T)
 */
public record Form(Shape shape, boolean tokens) {
  /** Features of that shape. */
  public static Form features(Shape shape) {
    return new Form(shape, false);
  }

  /** Whether it has a time axis. */
  public boolean sequence() {
    return shape.rank() >= 2;
  }

  /** Values of one step of a sequence, or of an example that is none. */
  public int stepSize() {
    return shape.rank() > 1 ? shape.dropFirst().size() : shape.size();
  }

  @Override
  public String toString() {
    return (tokens ? "tokens " : "") + shape;
  }
}
