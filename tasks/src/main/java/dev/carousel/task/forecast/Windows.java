package dev.carousel.task.forecast;

import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;

/**
 * Windows of a series as examples: the window before each origin, and the horizon from it on.
 * Targets that were not observed weigh nothing.
 */
final class Windows implements Examples {
  private final Features features;
  private final int first;
  private final int size;

  /** The origins {@code [first, last]}. */
  Windows(Features features, int first, int last) {
    this.features = features;
    this.first = first;
    this.size = last - first + 1;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(features.spec().window(), features.spec().features());
  }

  @Override
  public Shape targetShape() {
    return Shape.of(features.spec().horizon());
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    features.window(first + index, to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    int origin = first + index;
    double[] persistence = features.persistence(origin);
    for (int h = 0; h < features.spec().horizon(); h++) {
      double rest = features.rest(origin + h);
      to[offset + h] = Double.isNaN(rest) ? 0f : (float) (rest - persistence[h]);
    }
  }

  @Override
  public boolean weighted() {
    return true;
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    for (int h = 0; h < features.spec().horizon(); h++) {
      to[offset + h] = Double.isNaN(features.rest(first + index + h)) ? 0 : 1;
    }
  }
}
