package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Pooling;
import java.util.Arrays;

/** The largest value of each feature over the steps that are there: (B, T, F) to (B, F). */
public record GlobalMaxPooling() implements Pooled {
  @Override
  public String kind() {
    return "global_max_pooling";
  }

  @Override
  public Pooling pooling() {
    return Pooling.MAX;
  }

  @Override
  public Step stream(Place place, Engine engine) {
    float[] largest = new float[place.input().last()];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    return new Step() {
      @Override
      public void step(float[] in, float[] out) {
        for (int i = 0; i < largest.length; i++) {
          largest[i] = Math.max(largest[i], in[i]);
          out[i] = largest[i];
        }
      }

      @Override
      public void reset() {
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
      }
    };
  }
}
