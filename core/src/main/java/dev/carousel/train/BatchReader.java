package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.layer.Signal;
import dev.carousel.loss.Loss;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads examples onto a tape: as long as the longest of them, or some steps only. */
final class BatchReader {
  private final Examples examples;
  private final Loss loss;
  private final boolean stepwise;

  /**
   * A reader.
   *
   * @param stepwise whether targets have a step for each step of the input
   */
  BatchReader(Examples examples, Loss loss, boolean stepwise) {
    this.examples = examples;
    this.loss = loss;
    this.stepwise = stepwise;
  }

  /** The examples {@code order[from .. to)}; consecutive ones if order is null. */
  static int[] rows(int @Nullable [] order, int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = order == null ? from + i : order[from + i];
    }
    return rows;
  }

  /** Steps of the longest of these examples. */
  int longest(int[] rows) {
    int longest = 0;
    for (int row : rows) {
      longest = Math.max(longest, examples.length(row));
    }
    return longest;
  }

  /** Examples as a whole. */
  Batch read(Tape tape, int[] rows) {
    return read(tape, rows, 0, longest(rows));
  }

  /** Steps {@code [from, to)} of examples; targets as a whole if they have no steps. */
  Batch read(Tape tape, int[] rows, int from, int to) {
    int[] starts = new int[rows.length];
    Arrays.fill(starts, from);
    Signal x = input(tape, rows, starts, to - from);
    Shape target = stepwise ? examples.targetShape().withFirst(to - from) : examples.targetShape();
    float[] y = tape.buffer(rows.length * target.size());
    for (int i = 0; i < rows.length; i++) {
      if (stepwise && !target.equals(examples.targetShape())) {
        examples.readTargetSteps(rows[i], from, to - from, y, i * target.size());
      } else {
        examples.readTarget(rows[i], y, i * target.size());
      }
    }
    return weigh(tape, rows, from, x, tape.constant(target.prepend(rows.length), y, 0));
  }

  /** The last {@code window} steps of each example, with their targets. */
  Batch readLast(Tape tape, int[] rows, int window) {
    Signal x = input(tape, rows, starts(rows, window), Math.min(window, longest(rows)));
    Shape target = examples.targetShape();
    float[] y = tape.buffer(rows.length * target.size());
    for (int i = 0; i < rows.length; i++) {
      examples.readTarget(rows[i], y, i * target.size());
    }
    return weigh(tape, rows, 0, x, tape.constant(target.prepend(rows.length), y, 0));
  }

  /** Steps {@code [from, to)} of examples as far as they lie before their last {@code window}. */
  Signal readBefore(Tape tape, int[] rows, int from, int to, int window) {
    int[] ends = starts(rows, window);
    int[] starts = new int[rows.length];
    Arrays.fill(starts, from);
    Signal all = input(tape, rows, starts, to - from);
    return new Signal(all.values(), mask(tape, rows.length, to - from, i -> ends[i] - from));
  }

  /** Where the last {@code window} steps of each example begin. */
  private int[] starts(int[] rows, int window) {
    int[] starts = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      starts[i] = Math.max(0, examples.length(rows[i]) - window);
    }
    return starts;
  }

  private Signal input(Tape tape, int[] rows, int[] starts, int steps) {
    Shape all = examples.inputShape();
    Shape one = all.withFirst(steps);
    float[] x = tape.buffer(rows.length * one.size());
    boolean padded = false;
    for (int i = 0; i < rows.length; i++) {
      int there = Math.clamp(examples.length(rows[i]) - (long) starts[i], 0, steps);
      int at = i * one.size();
      if (steps == all.at(0)) {
        examples.readInput(rows[i], x, at);
      } else {
        examples.readInputSteps(rows[i], starts[i], Math.min(steps, all.at(0) - starts[i]), x, at);
      }
      int width = one.size() / steps;
      Arrays.fill(x, at + there * width, at + steps * width, 0f);
      padded |= there < steps;
    }
    Tensor values = tape.constant(one.prepend(rows.length), x, 0);
    return new Signal(
        values,
        padded ? mask(tape, rows.length, steps, i -> examples.length(rows[i]) - starts[i]) : null);
  }

  private interface Length {
    int of(int row);
  }

  /** (B, T), 1 at the first steps of each row. */
  private static Tensor mask(Tape tape, int rows, int steps, Length length) {
    float[] mask = tape.buffer(rows * steps);
    for (int i = 0; i < rows; i++) {
      int there = Math.clamp(length.of(i), 0, steps);
      Arrays.fill(mask, i * steps, i * steps + there, 1f);
      Arrays.fill(mask, i * steps + there, (i + 1) * steps, 0f);
    }
    return tape.constant(Shape.of(rows, steps), mask, 0);
  }

  /** Weights of the examples, and none for what only fills up. */
  private Batch weigh(Tape tape, int[] rows, int from, Signal x, Tensor y) {
    boolean masked = stepwise && x.mask() != null;
    if (!examples.weighted() && !masked) {
      return new Batch(x, y, null, loss.values(y.shape()));
    }
    Shape one = y.shape().dropFirst();
    int each = loss.values(one); // values of the loss in an example
    int all = loss.values(examples.targetShape());
    int steps = stepwise ? one.at(0) : 1;
    float[] weights = tape.buffer(rows.length * each);
    float[] whole = new float[examples.weighted() ? examples.targetShape().size() : 0];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      if (examples.weighted()) {
        examples.readWeights(rows[i], whole, 0);
      }
      int there = masked ? (examples.length(rows[i]) - from) * (each / steps) : each;
      for (int j = 0; j < each; j++) {
        int place = from * (each / steps) + j; // among the example's values
        float weight = whole.length == 0 ? 1 : whole[place * (whole.length / all)];
        weights[i * each + j] = j < there ? weight : 0;
        total += weights[i * each + j];
      }
    }
    Shape shape = loss.byRow() ? y.shape().dropLast() : y.shape();
    return new Batch(x, y, tape.constant(shape, weights, 0), total);
  }
}
