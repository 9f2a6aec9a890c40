package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.layer.Signal;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Reads an input of examples onto a tape. */
final class InputReader {
  private InputReader() {}

  /** Steps {@code [from, to)}. */
  static Signal read(Tape tape, Examples examples, int[] rows, int from, int to) {
    int[] starts = new int[rows.length];
    Arrays.fill(starts, from);
    return read(tape, examples, rows, starts, to - from);
  }

  /** The last {@code window} steps of each example. */
  static Signal readLast(Tape tape, Examples examples, int[] rows, int window) {
    int steps = Math.min(window, Group.longest(examples, rows));
    return read(tape, examples, rows, lasts(examples, rows, window), steps);
  }

  /** Steps {@code [from, to)} as far as they lie before each example's last {@code window}. */
  static Signal readBefore(Tape tape, Examples examples, int[] rows, int from, int to, int window) {
    int[] ends = lasts(examples, rows, window);
    Signal all = read(tape, examples, rows, from, to);
    return new Signal(all.values(), mask(tape, rows.length, to - from, i -> ends[i] - from));
  }

  /** Where the last {@code window} steps of each example begin. */
  private static int[] lasts(Examples examples, int[] rows, int window) {
    int[] starts = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      starts[i] = Math.max(0, examples.length(rows[i]) - window);
    }
    return starts;
  }

  private static Signal read(Tape tape, Examples examples, int[] rows, int[] starts, int steps) {
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

  /** (B, T), 1 at the first steps of each row. */
  private static Tensor mask(Tape tape, int rows, int steps, IntUnaryOperator length) {
    float[] mask = tape.buffer(rows * steps);
    for (int i = 0; i < rows; i++) {
      int there = Math.clamp(length.applyAsInt(i), 0, steps);
      Arrays.fill(mask, i * steps, i * steps + there, 1f);
      Arrays.fill(mask, i * steps + there, (i + 1) * steps, 0f);
    }
    return tape.constant(Shape.of(rows, steps), mask, 0);
  }
}
