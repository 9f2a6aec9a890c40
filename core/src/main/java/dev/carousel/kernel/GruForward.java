package dev.carousel.kernel;

import dev.carousel.kernel.GruGates.Rows;
import dev.carousel.kernel.GruSweep.Weights;
import dev.carousel.kernel.Recurrence.Share;
import java.util.Arrays;

/**
 * The phases of a forward step of {@link GruSweep}: one if the reset comes after the recurrent
 * product, two if it comes before, since the candidate's product then reads r * hPrev of all units.
 */
record GruForward(
    GruSweep sweep,
    GruGates gruGates,
    ShareMatmul matmul,
    Weights weights,
    float[] recurrentBias,
    int biasAt,
    Rows rows) {

  /** Both products, then the gates, of the share's units; reset after. */
  void step(int n, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int unit = unit(share);
    int lastUnit = lastUnit(share);
    int t = shape.step(n);
    int first = t * shape.batch() + share.from();
    int hBefore = shape.before(t) * shape.state() + share.from() * hidden;
    for (int b = 0; b < share.rows(); b++) {
      int at = (first + b) * hidden + unit;
      System.arraycopy(recurrentBias, biasAt + unit, rows.term(), at, lastUnit - unit);
    }
    resetAndUpdateProduct(t, share);
    matmul.multiply(
        share, rows.h(), hBefore, hidden, weights.candidate(), rows.term(), first * hidden, hidden);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      int before = shape.before(t) * shape.state() + b * hidden;
      int after = shape.after(t) * shape.state() + b * hidden;
      if (sweep.takesPart(row)) {
        gruGates.forwardResetAfter(
            hidden, unit, lastUnit, rows, row * sweep.gateColumns(), row * hidden, before, after);
      } else {
        copy(before + unit, after + unit, lastUnit - unit);
      }
    }
  }

  /** r, z and r * hPrev of the share's units; reset before. */
  void reset(int n, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int unit = unit(share);
    int lastUnit = lastUnit(share);
    int t = shape.step(n);
    resetAndUpdateProduct(t, share);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      int before = shape.before(t) * shape.state() + b * hidden;
      int term = row * hidden;
      if (sweep.takesPart(row)) {
        gruGates.forwardReset(
            hidden, unit, lastUnit, rows, row * sweep.gateColumns(), term, before);
      } else { // the products read this row too
        Arrays.fill(rows.term(), term + unit, term + lastUnit, 0f);
      }
    }
  }

  /** The candidate and h of the share's units; reset before. */
  void update(int n, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int unit = unit(share);
    int lastUnit = lastUnit(share);
    int t = shape.step(n);
    int columns = sweep.gateColumns();
    int first = t * shape.batch() + share.from();
    matmul.multiply(
        share,
        rows.term(),
        first * hidden,
        hidden,
        weights.candidate(),
        rows.gates(),
        first * columns + GruGate.CANDIDATE.column(hidden),
        columns);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      int before = shape.before(t) * shape.state() + b * hidden;
      int after = shape.after(t) * shape.state() + b * hidden;
      if (sweep.takesPart(row)) {
        gruGates.forwardUpdate(hidden, unit, lastUnit, rows, row * columns, before, after);
      } else {
        copy(before + unit, after + unit, lastUnit - unit);
      }
    }
  }

  /** {@code pre += hPrev * U} of r and z. */
  private void resetAndUpdateProduct(int t, Share share) {
    SweepShape shape = sweep.shape();
    int columns = sweep.gateColumns();
    matmul.multiply(
        share,
        rows.h(),
        shape.before(t) * shape.state() + share.from() * shape.hidden(),
        shape.hidden(),
        weights.resetAndUpdate(),
        rows.gates(),
        (t * shape.batch() + share.from()) * columns,
        columns);
  }

  private int unit(Share share) {
    PackedMatrix w = weights.candidate();
    return w.from(share.first(w.panels()));
  }

  private int lastUnit(Share share) {
    PackedMatrix w = weights.candidate();
    return w.from(share.last(w.panels()));
  }

  private void copy(int from, int to, int n) {
    System.arraycopy(rows.h(), from, rows.h(), to, n);
  }
}
