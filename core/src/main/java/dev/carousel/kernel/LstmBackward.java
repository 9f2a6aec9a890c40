package dev.carousel.kernel;

import dev.carousel.kernel.LstmGates.Saved;
import dev.carousel.kernel.LstmSweep.Gradients;
import dev.carousel.kernel.LstmSweep.Weights;
import dev.carousel.kernel.Recurrence.Share;
import java.util.Arrays;

/**
 * The phases of a backward step of {@link LstmSweep}, steps counted from the last one. The weights
 * are transposed. Each thread adds to the gradients of states it is going to read itself, so that
 * without projection one barrier a step, behind the gates, is enough.
 */
record LstmBackward(
    LstmSweep sweep, Kernels kernels, Weights weights, Saved saved, Gradients gradients) {

  /** Both phases at once, for a sweep without projection. */
  void statesAndGates(int n, Share share) {
    states(n, share);
    gates(n, share);
  }

  /** {@code dh += dGates * wH^T}, from the gates of the step that came after in the sequence. */
  void states(int n, Share share) {
    if (n > 0) {
      SweepShape shape = sweep.shape();
      int later = shape.step(shape.time() - n);
      int row = later * shape.batch() + share.from();
      multiply(
          share,
          gradients.gates(),
          row * sweep.gateColumns(),
          weights.recurrent(),
          gradients.h(),
          shape.before(later) * sweep.block() + share.from() * sweep.output());
    }
  }

  /** The gates and the cell, of the share's units; none before the first step. */
  void gates(int n, Share share) {
    SweepShape shape = sweep.shape();
    if (n == shape.time()) {
      return;
    }
    int t = shape.step(shape.time() - 1 - n);
    PackedMatrix projection = weights.projection();
    if (projection != null) {
      projectBack(t, projection, share);
    }
    PackedMatrix units = projection == null ? weights.recurrent() : projection;
    int unit = units.from(share.first(units.panels()));
    int lastUnit = units.from(share.last(units.panels()));
    for (int b = share.from(); b < share.to(); b++) {
      int row = t * shape.batch() + b;
      if (sweep.takesPart(row)) {
        gatesOfRow(t, b, unit, lastUnit);
      } else {
        for (int gate = 0; gate < Gate.COUNT; gate++) {
          int at = row * sweep.gateColumns() + gate * shape.hidden();
          Arrays.fill(gradients.gates(), at + unit, at + lastUnit, 0f);
        }
      }
    }
    carryMasked(t, share);
  }

  private void gatesOfRow(int t, int b, int unit, int lastUnit) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    kernels
        .lstmGates()
        .backward(
            hidden,
            unit,
            lastUnit,
            saved,
            (t * shape.batch() + b) * sweep.gateColumns(),
            shape.before(t) * shape.state() + b * hidden,
            shape.after(t) * shape.state() + b * hidden,
            gradients.m(),
            gradients.c(),
            b * hidden,
            gradients.gates());
  }

  /** {@code dm = dh * P^T}. */
  private void projectBack(int t, PackedMatrix projection, Share share) {
    SweepShape shape = sweep.shape();
    int unit = projection.from(share.first(projection.panels()));
    int lastUnit = projection.from(share.last(projection.panels()));
    int after = shape.after(t) * shape.batch();
    for (int b = share.from(); b < share.to(); b++) {
      int m = (after + b) * shape.hidden();
      Arrays.fill(gradients.m(), m + unit, m + lastUnit, 0f);
    }
    multiply(
        share,
        gradients.h(),
        (after + share.from()) * sweep.output(),
        projection,
        gradients.m(),
        (after + share.from()) * shape.hidden());
  }

  /** {@code dhPrev += dh} where the state passed through; such an h was not made by the cell. */
  private void carryMasked(int t, Share share) {
    SweepShape shape = sweep.shape();
    PackedMatrix w = weights.recurrent();
    int column = w.from(share.first(w.panels()));
    int lastColumn = w.from(share.last(w.panels()));
    float[] dh = gradients.h();
    for (int b = share.from(); b < share.to(); b++) {
      if (!sweep.takesPart(t * shape.batch() + b)) {
        int before = shape.before(t) * sweep.block() + b * sweep.output();
        int after = shape.after(t) * sweep.block() + b * sweep.output();
        for (int j = column; j < lastColumn; j++) {
          dh[before + j] += dh[after + j];
          dh[after + j] = 0f;
        }
      }
    }
  }

  /** {@code out += a * w}, of the share's rows and columns. */
  private void multiply(Share share, float[] a, int aAt, PackedMatrix w, float[] out, int outAt) {
    int first = share.first(w.panels());
    int last = share.last(w.panels());
    kernels
        .matmul()
        .multiply(share.rows(), a, aAt, w.rows(), w, first, last, out, outAt, w.columns());
  }
}
