package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;

/**
 * Dropout with one mask a sequence: a feature that is dropped is dropped at every step (Gal and
 * Ghahramani 2016). In training only; (B, T, F) to the same shape.
 *
 * @param rate in [0, 1)
 */
public record VariationalDropout(float rate) implements Layer {
  /** Checks the rate. */
  public VariationalDropout {
    DropoutMask.check("variational dropout", rate);
  }

  /** Dropout at that rate. */
  public static VariationalDropout rate(double rate) {
    return new VariationalDropout((float) rate);
  }

  @Override
  public String kind() {
    return "variational_dropout";
  }

  @Override
  public Shape outputShape(Shape input) {
    return Forms.sequence(kind(), input);
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    if (!tape.training() || rate == 0) {
      return x;
    }
    int batch = x.shape().at(0);
    int time = x.shape().at(1);
    int n = x.shape().last();
    Tensor ofSequences =
        DropoutMask.mask(Shape.of(batch, n), tape, tape.randomness().named(place.name()), rate);
    float[] one = ofSequences.toArray();
    float[] all = tape.buffer(x.shape().size());
    for (int row = 0; row < batch * time; row++) {
      System.arraycopy(one, row / time * n, all, row * n, n);
    }
    return x.times(tape.constant(x.shape(), all, 0));
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return (in, out) -> System.arraycopy(in, 0, out, 0, out.length);
  }
}
