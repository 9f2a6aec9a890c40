package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;

/**
 * In training, each value is set to zero with probability {@code rate} and else divided by {@code 1
 * - rate} (inverted dropout; Srivastava et al. 2014). Otherwise nothing.
 *
 * @param rate in [0, 1)
 */
public record Dropout(float rate) implements Layer {
  /** Checks the rate. */
  public Dropout {
    DropoutMask.check("dropout", rate);
  }

  /** Dropout at that rate. */
  public static Dropout rate(double rate) {
    return new Dropout((float) rate);
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return tape.training() && rate > 0 ? DropoutMask.times(x, tape, place.name(), rate) : x;
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return (in, out) -> System.arraycopy(in, 0, out, 0, out.length);
  }
}
