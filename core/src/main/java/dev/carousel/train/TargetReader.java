package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.loss.Loss;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a target of examples onto a tape, with its weights.
 *
 * @param loss that the target is for
 * @param stepwise whether it has a step for each step of the input
 */
record TargetReader(Loss loss, boolean stepwise) {

  /** The target as a whole, as long as the longest example if it has steps. */
  Batch.Target read(Tape tape, Examples examples, int[] rows) {
    return read(tape, examples, rows, 0, stepwise ? Group.longest(examples, rows) : 0);
  }

  /** Steps {@code [from, to)}; the target as a whole if it has none. */
  Batch.Target read(Tape tape, Examples examples, int[] rows, int from, int to) {
    Shape whole = examples.targetShape();
    Shape one = stepwise ? whole.withFirst(to - from) : whole;
    float[] y = tape.buffer(rows.length * one.size());
    for (int i = 0; i < rows.length; i++) {
      if (one.equals(whole)) {
        examples.readTarget(rows[i], y, i * one.size());
      } else {
        examples.readTargetSteps(rows[i], from, to - from, y, i * one.size());
      }
    }
    Shape shape = one.prepend(rows.length);
    boolean weighted = weighted(examples, rows, to);
    float[] weights = weighted ? tape.buffer(loss.values(shape)) : new float[0];
    double total = weighted ? weigh(examples, rows, from, one, weights) : loss.values(shape);
    clear(y, 0, shape.size(), weights);
    return new Batch.Target(
        tape.constant(shape, y, 0),
        weighted ? tape.constant(loss.byRow() ? shape.dropLast() : shape, weights, 0) : null,
        total);
  }

  /** A target without the steps that an output's mask (B, T) leaves out. */
  Batch.Target masked(Tape tape, Batch.Target target, @Nullable Tensor mask) {
    if (mask == null || !stepwise) {
      return target;
    }
    Shape shape = target.values().shape();
    Tensor given = target.weights();
    float[] there = mask.toArray();
    float[] weights = given == null ? ones(loss.values(shape)) : given.toArray();
    int each = weights.length / there.length;
    boolean changed = false;
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      if (there[i / each] == 0 && weights[i] != 0) {
        weights[i] = 0;
        changed = true;
      }
      total += weights[i];
    }
    if (!changed) {
      return target;
    }
    float[] y = target.values().toArray();
    clear(y, 0, y.length, weights);
    return new Batch.Target(
        tape.constant(shape, y, 0),
        tape.constant(loss.byRow() ? shape.dropLast() : shape, weights, 0),
        total);
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1f);
    return ones;
  }

  /** Zeros where nothing counts, whatever was there: NaN times 0 is NaN. */
  private static void clear(float[] y, int offset, int n, float[] weights) {
    int width = weights.length == 0 ? 0 : n / weights.length;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) {
        Arrays.fill(y, offset + i * width, offset + (i + 1) * width, 0f);
      }
    }
  }

  /** The sum of the weights of steps {@code [from, to)}. */
  double total(Examples examples, int[] rows, int from, int to) {
    Shape whole = examples.targetShape();
    Shape one = stepwise ? whole.withFirst(Math.max(0, to - from)) : whole;
    int values = rows.length * loss.values(one);
    return weighted(examples, rows, to)
        ? weigh(examples, rows, from, one, new float[values])
        : values;
  }

  private boolean weighted(Examples examples, int[] rows, int to) {
    if (examples.weighted()) {
      return true;
    }
    for (int i = 0; stepwise && i < rows.length; i++) {
      if (examples.length(rows[i]) < to) {
        return true;
      }
    }
    return false;
  }

  /** Weights of the examples, and none for what only fills up; gives their sum. */
  private double weigh(Examples examples, int[] rows, int from, Shape one, float[] weights) {
    int each = loss.values(one); // values of the loss in an example
    int all = loss.values(examples.targetShape());
    int step = stepwise ? each / Math.max(1, one.at(0)) : each; // values of a step
    float[] whole = new float[examples.weighted() ? examples.targetShape().size() : 0];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      if (examples.weighted()) {
        examples.readWeights(rows[i], whole, 0);
      }
      int there = stepwise ? (examples.length(rows[i]) - from) * step : each;
      for (int j = 0; j < each; j++) {
        int place = from * step + j; // among the example's values
        float weight = whole.length == 0 ? 1 : whole[place * (whole.length / all)];
        weights[i * each + j] = j < there ? weight : 0;
        total += weights[i * each + j];
      }
    }
    return total;
  }
}
