package dev.carousel.data;

/** Examples whose weights are multiplied by one number each. */
final class WeightedExamples extends DerivedExamples {
  private final float[] weights;

  WeightedExamples(Examples all, float[] weights) {
    super(all);
    this.weights = weights;
    if (weights.length != all.size()) {
      throw new IllegalArgumentException(
          "%d weights for %d examples".formatted(weights.length, all.size()));
    }
    for (int i = 0; i < weights.length; i++) {
      checkWeight("example", i, weights[i]);
    }
  }

  static void checkWeight(String what, int number, float weight) {
    if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s %d has weight %s, expected at least 0".formatted(what, number, weight));
    }
  }

  @Override
  public boolean weighted() {
    return true;
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    all.readWeights(index, to, offset);
    for (int i = offset; i < offset + targetShape().size(); i++) {
      to[i] *= weights[index];
    }
  }

  @Override
  Examples derive(Examples others) {
    return new WeightedExamples(others, weights);
  }
}
