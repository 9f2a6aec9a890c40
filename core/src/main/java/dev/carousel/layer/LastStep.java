package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Pooling;

/** The values at the last step that is there: (B, T, F) to (B, F). */
public record LastStep() implements Pooled {
  @Override
  public String kind() {
    return "last_step";
  }

  @Override
  public Pooling pooling() {
    return Pooling.LAST;
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return (in, out) -> System.arraycopy(in, 0, out, 0, out.length);
  }
}
