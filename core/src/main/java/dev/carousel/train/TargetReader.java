package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.loss.Loss;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;

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
    return new Batch.Target(
        tape.constant(shape, y, 0),
        weighted ? tape.constant(loss.byRow() ? shape.dropLast() : shape, weights, 0) : null,
        total);
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
