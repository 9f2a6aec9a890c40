package dev.carousel.kernel;

import dev.carousel.kernel.LstmGates.Saved;
import dev.carousel.kernel.LstmSweep.Input;
import dev.carousel.kernel.LstmSweep.Weights;
import dev.carousel.kernel.Recurrence.Share;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a forward step of {@link LstmSweep}.
 *
 * @param input what each step begins with; null if the gates hold it already
 */
record LstmForward(
    LstmSweep sweep,
    Kernels kernels,
    Weights weights,
    Saved saved,
    float[] out,
    @Nullable Input input) {

  /** {@code pre += hPrev * wH}, then the gates and the cell, of the share's units. */
  void gates(int n, Share share) {
    SweepShape shape = sweep.shape();
    int t = shape.step(n);
    PackedMatrix w = weights.recurrent();
    int first = share.first(w.panelsPerGroup());
    int last = share.last(w.panelsPerGroup());
    int unit = w.from(first);
    int lastUnit = w.from(last);
    if (input != null) {
      start(input, share, unit, lastUnit);
      product(
          share,
          input.x(),
          t * shape.batch(),
          shape.input(),
          input.weights(),
          gatesRow(t),
          first,
          last);
    }
    product(
        share, out, shape.before(t) * shape.batch(), sweep.output(), w, gatesRow(t), first, last);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      int before = shape.before(t) * shape.state() + b * shape.hidden();
      int after = shape.after(t) * shape.state() + b * shape.hidden();
      int cBefore = sweep.cells(shape.before(t)) + b * shape.hidden();
      int cAfter = sweep.cells(shape.after(t)) + b * shape.hidden();
      if (sweep.takesPart(row)) {
        int gates = (gatesRow(t) + b) * sweep.gateColumns();
        kernels
            .lstmGates()
            .forward(shape.hidden(), unit, lastUnit, saved, gates, cBefore, cAfter, after);
      } else {
        copy(saved.c(), cBefore + unit, cAfter + unit, lastUnit - unit);
        copy(saved.h(), before + unit, after + unit, lastUnit - unit);
      }
    }
  }

  /** The row of the gates that is the first of a step. */
  private int gatesRow(int t) {
    return input == null ? t * sweep.shape().batch() : 0;
  }

  /** The biases of the share's units. */
  private void start(Input from, Share share, int unit, int lastUnit) {
    int hidden = sweep.shape().hidden();
    for (int b = share.from(); b < share.to(); b++) {
      for (int gate = 0; gate < Gate.COUNT; gate++) {
        int column = gate * hidden + unit;
        int to = b * sweep.gateColumns() + column;
        System.arraycopy(from.bias(), from.biasAt() + column, saved.gates(), to, lastUnit - unit);
      }
    }
  }

  /**
   * {@code gates += a * w}: the columns of some units are one range of panels in each gate.
   *
   * @param row of a that is the first of the step
   */
  private void product(
      Share share,
      float[] a,
      int row,
      int columns,
      PackedMatrix w,
      int gatesRow,
      int first,
      int last) {
    int from = (row + share.from()) * columns;
    int n = sweep.gateColumns();
    int to = (gatesRow + share.from()) * n;
    kernels.matmul().multiply(share.rows(), a, from, columns, w, first, last, saved.gates(), to, n);
  }

  /** {@code h = m * P}, of the share's columns. */
  void project(int n, Share share) {
    SweepShape shape = sweep.shape();
    int t = shape.step(n);
    PackedMatrix p = Objects.requireNonNull(weights.projection());
    int first = share.first(p.panels());
    int last = share.last(p.panels());
    int column = p.from(first);
    int columns = p.from(last) - column;
    int before = shape.before(t) * sweep.block();
    int after = shape.after(t) * sweep.block();
    for (int b = share.from(); b < share.to(); b++) {
      int at = after + b * sweep.output() + column;
      Arrays.fill(out, at, at + columns, 0f);
    }
    int m = shape.after(t) * shape.state() + share.from() * shape.hidden();
    int h = after + share.from() * sweep.output();
    kernels
        .matmul()
        .multiply(
            share.rows(), saved.h(), m, shape.hidden(), p, first, last, out, h, sweep.output());
    for (int b = share.from(); b < share.to(); b++) {
      if (!sweep.takesPart(t * shape.batch() + b)) {
        int at = b * sweep.output() + column;
        copy(out, before + at, after + at, columns);
      }
    }
  }

  private static void copy(float[] a, int from, int to, int n) {
    System.arraycopy(a, from, a, to, n);
  }
}
