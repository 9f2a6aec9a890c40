package dev.carousel.kernel;

import dev.carousel.kernel.GruGates.Rows;
import dev.carousel.kernel.GruSweep.Weights;
import dev.carousel.kernel.Recurrence.Share;
import java.util.Arrays;

/**
 * The phases of a backward step of {@link GruSweep}, steps counted from the last one. The weights
 * are transposed. Each thread adds to the gradients of states it is going to read itself, so that
 * one barrier a phase, behind the gates, is enough.
 */
record GruBackward(
    GruSweep sweep,
    GruGates gruGates,
    ShareMatmul matmul,
    Weights weights,
    Rows rows,
    Rows gradients) {

  /** {@code dh += dGates * U^T} from the later step, then the gates; reset after. */
  void step(int n, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int unit = unit(share);
    int lastUnit = lastUnit(share);
    if (n > 0) {
      int later = shape.step(shape.time() - n);
      resetAndUpdateProduct(later, share);
      int row = later * shape.batch() + share.from();
      multiply(
          share, gradients.term(), row * hidden, hidden, gradients.h(), dhBefore(later, share));
    }
    if (n == shape.time()) {
      return;
    }
    int t = shape.step(shape.time() - 1 - n);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      if (sweep.takesPart(row)) {
        gruGates.backwardResetAfter(
            hidden,
            unit,
            lastUnit,
            rows,
            gradients,
            row * sweep.gateColumns(),
            row * hidden,
            state(shape.before(t), b),
            state(shape.after(t), b));
      } else {
        pass(t, b, share);
      }
    }
  }

  /** {@code dh += dGates * U^T} of r and z from the later step, then z and n; reset before. */
  void update(int n, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int unit = unit(share);
    int lastUnit = lastUnit(share);
    if (n > 0) {
      resetAndUpdateProduct(shape.step(shape.time() - n), share);
    }
    if (n == shape.time()) {
      return;
    }
    int t = shape.step(shape.time() - 1 - n);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      if (sweep.takesPart(row)) {
        int term = row * hidden; // the product of the next phase is added to it
        Arrays.fill(gradients.term(), term + unit, term + lastUnit, 0f);
        gruGates.backwardUpdate(
            hidden,
            unit,
            lastUnit,
            rows,
            gradients,
            row * sweep.gateColumns(),
            state(shape.before(t), b),
            state(shape.after(t), b));
      } else {
        pass(t, b, share);
      }
    }
  }

  /** {@code d(r * hPrev) = dPre_n * U_n^T}, then r; reset before. */
  void reset(int n, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int unit = unit(share);
    int lastUnit = lastUnit(share);
    if (n == shape.time()) {
      return;
    }
    int t = shape.step(shape.time() - 1 - n);
    int first = t * shape.batch() + share.from();
    int columns = sweep.gateColumns();
    int candidate = first * columns + GruGate.CANDIDATE.column(hidden);
    multiply(share, gradients.gates(), candidate, columns, gradients.term(), first * hidden);
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      if (sweep.takesPart(row)) {
        gruGates.backwardReset(
            hidden,
            unit,
            lastUnit,
            rows,
            gradients,
            row * columns,
            row * hidden,
            state(shape.before(t), b));
      }
    }
  }

  /** A row that takes no part: no gradients of gates, and {@code dhPrev += dh}. */
  private void pass(int t, int b, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int unit = unit(share);
    int lastUnit = lastUnit(share);
    int row = t * shape.batch() + b;
    for (int gate = 0; gate < GruGate.COUNT; gate++) {
      int at = row * sweep.gateColumns() + gate * hidden;
      Arrays.fill(gradients.gates(), at + unit, at + lastUnit, 0f);
    }
    Arrays.fill(gradients.term(), row * hidden + unit, row * hidden + lastUnit, 0f);
    float[] dh = gradients.h();
    int before = state(shape.before(t), b);
    int after = state(shape.after(t), b);
    for (int j = unit; j < lastUnit; j++) {
      dh[before + j] += dh[after + j];
    }
  }

  private void resetAndUpdateProduct(int later, Share share) {
    SweepShape shape = sweep.shape();
    int columns = sweep.gateColumns();
    int row = later * shape.batch() + share.from();
    matmul.multiply(
        share,
        gradients.gates(),
        row * columns,
        columns,
        weights.resetAndUpdate(),
        gradients.h(),
        dhBefore(later, share),
        shape.hidden());
  }

  /** {@code out += a * U_n^T}. */
  private void multiply(Share share, float[] a, int aAt, int aStride, float[] out, int outAt) {
    int hidden = sweep.shape().hidden();
    matmul.multiply(share, a, aAt, aStride, weights.candidate(), out, outAt, hidden);
  }

  private int dhBefore(int t, Share share) {
    return state(sweep.shape().before(t), share.from());
  }

  private int state(int block, int b) {
    return block * sweep.shape().state() + b * sweep.shape().hidden();
  }

  private int unit(Share share) {
    PackedMatrix w = weights.candidate();
    return w.from(share.first(w.panels()));
  }

  private int lastUnit(Share share) {
    PackedMatrix w = weights.candidate();
    return w.from(share.last(w.panels()));
  }
}
