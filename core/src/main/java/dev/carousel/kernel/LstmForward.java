package dev.carousel.kernel;

import dev.carousel.kernel.LstmGates.Saved;
import dev.carousel.kernel.LstmSweep.Weights;
import dev.carousel.kernel.Recurrence.Share;
import java.util.Arrays;
import java.util.Objects;

/** The phases of a forward step of {@link LstmSweep}. */
record LstmForward(LstmSweep sweep, Kernels kernels, Weights weights, Saved saved, float[] out) {

  /** {@code pre += hPrev * wH}, then the gates and the cell, of the share's units. */
  void gates(int n, Share share) {
    SweepShape shape = sweep.shape();
    int t = shape.step(n);
    PackedMatrix w = weights.recurrent();
    int first = share.first(w.panelsPerGroup());
    int last = share.last(w.panelsPerGroup());
    product(t, share, first, last);
    int unit = w.from(first);
    int lastUnit = w.from(last);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      int before = shape.before(t) * shape.state() + b * shape.hidden();
      int after = shape.after(t) * shape.state() + b * shape.hidden();
      if (sweep.takesPart(row)) {
        int gates = row * sweep.gateColumns();
        kernels.lstmGates().forward(shape.hidden(), unit, lastUnit, saved, gates, before, after);
      } else {
        copy(saved.c(), before + unit, after + unit, lastUnit - unit);
        copy(saved.h(), before + unit, after + unit, lastUnit - unit);
      }
    }
  }

  /** The columns of some units are one range of panels in each gate. */
  private void product(int t, Share share, int first, int last) {
    SweepShape shape = sweep.shape();
    PackedMatrix w = weights.recurrent();
    int columns = sweep.gateColumns();
    int h = shape.before(t) * sweep.block() + share.from() * sweep.output();
    int gates = (t * shape.batch() + share.from()) * columns;
    kernels
        .matmul()
        .multiply(
            share.rows(), out, h, sweep.output(), w, first, last, saved.gates(), gates, columns);
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
