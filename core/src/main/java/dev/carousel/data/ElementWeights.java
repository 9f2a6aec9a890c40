package dev.carousel.data;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;

/** Examples whose weights are multiplied by a number for each value, or row, of their targets. */
final class ElementWeights extends DerivedExamples {
  private final Tensor weights;
  private final float[] values;
  private final int each; // numbers of an example

  ElementWeights(Examples all, Tensor weights) {
    super(all);
    this.weights = weights;
    this.values = weights.toArray();
    Shape target = all.targetShape();
    Shape byValue = target.prepend(all.size());
    Shape found = weights.shape();
    if (all.targetParts().size() > 1
        || !(found.equals(byValue) || found.equals(byValue.dropLast()))) {
      throw new IllegalArgumentException(
          "weights of shape %s, expected %s, one for each value of the targets, or %s, one for each row%s"
              .formatted(
                  found,
                  byValue,
                  byValue.dropLast(),
                  all.targetParts().size() > 1 ? "; weigh targets before joining them" : ""));
    }
    this.each = all.size() == 0 ? 1 : values.length / all.size();
    for (int i = 0; i < values.length; i++) {
      WeightedExamples.checkWeight("value", i, values[i]);
    }
  }

  @Override
  public boolean weighted() {
    return true;
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    all.readWeights(index, to, offset);
    int width = targetShape().size() / each;
    for (int i = 0; i < each; i++) {
      for (int j = 0; j < width; j++) {
        to[offset + i * width + j] *= values[index * each + i];
      }
    }
  }

  @Override
  Examples derive(Examples others) {
    return new ElementWeights(others, weights);
  }
}
