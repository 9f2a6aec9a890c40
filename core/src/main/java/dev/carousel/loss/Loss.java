package dev.carousel.loss;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A loss: its value for each element (or, for softmax, each row), and their mean.
 *
 * @param name such as {@code mean squared error}
 * @param byRow whether a row of the target's last axis gives one value
 * @param sparse whether targets are tokens, one for each row of the prediction's last axis
 * @param each prediction and target (same shape, or without last axis if sparse) to values
 */
public record Loss(String name, boolean byRow, boolean sparse, BinaryOperator<Tensor> each) {
  /** A loss whose targets have the shape of the prediction. */
  public Loss(String name, boolean byRow, BinaryOperator<Tensor> each) {
    this(name, byRow, false, each);
  }

  /** (p - y)^2. */
  public static final Loss MEAN_SQUARED_ERROR =
      new Loss(
          "mean squared error",
          false,
          (p, y) -> {
            Tensor e = p.minus(y);
            return e.times(e);
          });

  /** |p - y|. */
  public static final Loss MEAN_ABSOLUTE_ERROR =
      new Loss("mean absolute error", false, (p, y) -> p.minus(y).abs());

  /** {@code -sum_v y_v ln softmax(p)_v}; p are logits, each row of y sums to 1. */
  public static final Loss SOFTMAX_CROSS_ENTROPY =
      new Loss("softmax cross-entropy", true, (p, y) -> p.ops().softmaxCrossEntropy(p, y));

  /** {@code -ln softmax(p)_y}; p are logits (..., V), y tokens (...): 0 to V - 1. */
  public static final Loss SPARSE_SOFTMAX_CROSS_ENTROPY =
      new Loss(
          "sparse softmax cross-entropy",
          false,
          true,
          (p, y) -> p.ops().sparseSoftmaxCrossEntropy(p, y));

  /**
   * {@code -y ln s(p) - (1 - y) ln(1 - s(p))}, in the form that does not overflow: {@code max(p, 0)
   * - p y + ln(1 + e^-|p|)}. With {@code -|p| = p - 2 max(p, 0)} its derivative is s(p) - y at 0
   * too.
   */
  public static final Loss SIGMOID_CROSS_ENTROPY =
      new Loss(
          "sigmoid cross-entropy",
          false,
          (p, y) -> {
            Tensor positive = p.relu();
            Tensor minusAbs = p.minus(positive.times(2));
            return positive.minus(p.times(y)).plus(minusAbs.exp().plus(1).log());
          });

  /** Quadratic up to |p - y| = delta, linear beyond (Huber 1964). */
  public static Loss huber(double delta) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: delta %s, expected > 0".formatted(delta));
    }
    return new Loss(
        "huber " + delta,
        false,
        (p, y) -> {
          Tensor e = p.minus(y).abs();
          Tensor inner = e.clip(0, (float) delta);
          return inner.times(e.minus(inner.times(0.5f)));
        });
  }

  /** max(q e, (q - 1) e) with e = y - p: the quantile q minimises its mean. */
  public static Loss pinball(double quantile) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException(
          "pinball: quantile %s, expected 0 < quantile < 1".formatted(quantile));
    }
    return new Loss(
        "pinball " + quantile,
        false,
        (p, y) -> {
          Tensor e = y.minus(p);
          return e.times((float) quantile).plus(e.times(-1).relu());
        });
  }

  /**
   * The pinball loss of several quantiles side by side: of the values along the last axis the first
   * is the first quantile, and so on, and again from the first. Targets are repeated accordingly.
   */
  public static Loss quantiles(List<Double> levels) {
    levels.forEach(Loss::pinball); // checks them
    return new Loss(
        "pinball " + levels,
        false,
        (p, y) -> {
          Tensor e = y.minus(p);
          float[] row = new float[p.shape().last()];
          for (int i = 0; i < row.length; i++) {
            row[i] = levels.get(i % levels.size()).floatValue();
          }
          Tensor level = p.ops().constant(Tensor.of(row, row.length));
          return e.times(level).plus(e.times(-1).relu());
        });
  }

  /** The mean over all values. */
  public Tensor mean(Tensor prediction, Tensor target) {
    return each.apply(prediction, target).mean();
  }

  /**
   * The mean weighted by {@code weights}, which have one number for each value; all of them if
   * null. If all weights are zero, so is the mean.
   */
  public Tensor mean(Tensor prediction, Tensor target, @Nullable Tensor weights, double total) {
    if (weights == null) {
      return mean(prediction, target);
    }
    float scale = total > 0 ? (float) (1 / total) : 0f;
    return each.apply(prediction, target).times(weights).sum().times(scale);
  }

  /** The shape of the targets of predictions of that shape. */
  public Shape target(Shape prediction) {
    return sparse ? prediction.dropLast() : prediction;
  }

  /** Number of values for targets of that shape. */
  public int values(Shape target) {
    return byRow ? target.rows() : target.size();
  }

  @Override
  public String toString() {
    return name;
  }
}
