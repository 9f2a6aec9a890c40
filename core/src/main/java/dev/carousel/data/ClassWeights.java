package dev.carousel.data;

import dev.carousel.tensor.Shape;
import java.util.Arrays;

/**
 * Weights by class, for classes that are seldom or that matter more: every target counts as much as
 * its class says, times the weight it had.
 */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * Targets are tokens 0 to V - 1, each weighted for itself.
   *
   * @param weights V numbers, each at least 0
   */
  public static Examples ofTokens(Examples examples, float... weights) {
    return new ByClass(examples, false, weights.clone());
  }

  /**
   * Targets are one-hot rows of V numbers, each row weighted as a whole.
   *
   * @param weights V numbers, each at least 0
   */
  public static Examples ofOneHot(Examples examples, float... weights) {
    return new ByClass(examples, true, weights.clone());
  }

  /**
   * Tokens weighted by {@code n / (V n_v)}, so that all classes that occur count the same in all
   * and the mean weight is 1 (King and Zeng 2001); a class that does not occur has weight 0. Counts
   * are weighted by the weights the targets have already.
   *
   * @param classes V
   */
  public static Examples balancedTokens(Examples examples, int classes) {
    ByClass plain = new ByClass(examples, false, ones(classes));
    return ofTokens(examples, plain.balanced());
  }

  /** {@link #balancedTokens} of one-hot rows. */
  public static Examples balancedOneHot(Examples examples) {
    ByClass plain = new ByClass(examples, true, ones(examples.targetShape().last()));
    return ofOneHot(examples, plain.balanced());
  }

  private static float[] ones(int classes) {
    float[] ones = new float[classes];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static final class ByClass extends DerivedExamples {
    private final boolean oneHot;
    private final float[] byClass;

    ByClass(Examples all, boolean oneHot, float[] byClass) {
      super(all);
      this.oneHot = oneHot;
      this.byClass = byClass;
      if (all.targetParts().size() > 1) {
        throw new IllegalArgumentException(
            "class weights of several targets: weigh each target's examples before joining them");
      }
      if (oneHot && all.targetShape().last() != byClass.length) {
        throw new IllegalArgumentException(
            "%d class weights for one-hot targets %s, expected %d"
                .formatted(byClass.length, all.targetShape(), all.targetShape().last()));
      }
      for (int i = 0; i < byClass.length; i++) {
        WeightedExamples.checkWeight("class", i, byClass[i]);
      }
    }

    @Override
    public boolean weighted() {
      return true;
    }

    @Override
    public void readWeights(int index, float[] to, int offset) {
      all.readWeights(index, to, offset);
      float[] target = target(index);
      int width = width();
      int there = there(index, target.length);
      Arrays.fill(to, offset + there, offset + target.length, 0f);
      for (int row = 0; row < there; row += width) {
        float weight = byClass[label(index, target, row)];
        for (int i = row; i < row + width; i++) {
          to[offset + i] *= weight;
        }
      }
    }

    /** Weight of each class that makes their totals equal. */
    private float[] balanced() {
      double[] counts = new double[byClass.length];
      double sum = 0;
      float[] weights = new float[targetShape().size()];
      for (int index = 0; index < size(); index++) {
        float[] target = target(index);
        all.readWeights(index, weights, 0);
        int there = there(index, target.length);
        for (int row = 0; row < there; row += width()) {
          counts[label(index, target, row)] += weights[row];
          sum += weights[row];
        }
      }
      float[] balanced = new float[counts.length];
      for (int c = 0; c < counts.length; c++) {
        balanced[c] = counts[c] == 0 ? 0 : (float) (sum / (counts.length * counts[c]));
      }
      return balanced;
    }

    /** Values of a target that are not behind the end of its example. */
    private int there(int index, int values) {
      Shape target = targetShape();
      boolean stepwise = target.rank() > (oneHot ? 1 : 0) && target.at(0) == inputShape().at(0);
      return stepwise ? length(index) * (values / target.at(0)) : values;
    }

    private int width() {
      return oneHot ? byClass.length : 1;
    }

    private float[] target(int index) {
      float[] target = new float[targetShape().size()];
      all.readTarget(index, target, 0);
      return target;
    }

    private int label(int index, float[] target, int row) {
      if (oneHot) {
        int best = 0;
        for (int c = 1; c < byClass.length; c++) {
          best = target[row + c] > target[row + best] ? c : best;
        }
        return best;
      }
      float token = target[row];
      if (!(token >= 0 && token < byClass.length && token == (int) token)) {
        throw new IllegalArgumentException(
            "example %d has target %s, expected a token 0 to %d"
                .formatted(index, token, byClass.length - 1));
      }
      return (int) token;
    }

    @Override
    Examples derive(Examples others) {
      return new ByClass(others, oneHot, byClass);
    }
  }
}
