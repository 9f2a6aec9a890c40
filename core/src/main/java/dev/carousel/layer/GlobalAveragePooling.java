package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Pooling;
import java.util.Arrays;

/** The mean of each feature over the steps that are there: (B, T, F) to (B, F). */
public record GlobalAveragePooling() implements Pooled {
  @Override
  public String kind() {
    return "global_average_pooling";
  }

  @Override
  public Pooling pooling() {
    return Pooling.AVERAGE;
  }

  @Override
  public Step stream(Place place, Engine engine) {
    float[] sum = new float[place.input().last()];
    return new Step() {
      private int count;

      @Override
      public void step(float[] in, float[] out) {
        float factor = 1f / ++count;
        for (int i = 0; i < sum.length; i++) {
          sum[i] += in[i];
          out[i] = sum[i] * factor;
        }
      }

      @Override
      public void reset() {
        Arrays.fill(sum, 0f);
        count = 0;
      }
    };
  }
}
