package dev.carousel.kernel;

import dev.carousel.kernel.Recurrence.Share;
import java.util.Arrays;

/**
 * A backward step of {@link RnnSweep}, steps counted from the last one. Each thread adds to the
 * gradients of states it is going to read itself, so that one barrier a step, behind the gates, is
 * enough.
 *
 * @param w the recurrent weights, transposed
 */
record RnnBackward(
    RnnSweep sweep,
    RnnGates rnnGates,
    ShareMatmul matmul,
    PackedMatrix w,
    float[] h,
    float[] dH,
    float[] dPre) {

  void step(int n, Share share) {
    SweepShape shape = sweep.shape();
    if (n > 0) {
      states(shape.step(shape.time() - n), share);
    }
    if (n < shape.time()) {
      gates(shape.step(shape.time() - 1 - n), share);
    }
  }

  /** {@code dhPrev += dPre * wH^T}, of the share's units. */
  private void states(int t, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int row = t * shape.batch() + share.from();
    int before = shape.before(t) * shape.state() + share.from() * hidden;
    matmul.multiply(share, dPre, row * hidden, hidden, w, dH, before, hidden);
  }

  /** {@code dPre = dh * activation'}, of the share's units. */
  private void gates(int t, Share share) {
    SweepShape shape = sweep.shape();
    RnnActivation activation = sweep.activation();
    int hidden = shape.hidden();
    int row = t * shape.batch() + share.from();
    int before = shape.before(t) * shape.state() + share.from() * hidden;
    int after = shape.after(t) * shape.state() + share.from() * hidden;
    if (share.parts() == 1 && sweep.mask() == null) { // the rows lie together
      int all = share.rows() * hidden;
      rnnGates.backward(activation, all, h, after, dH, after, dPre, row * hidden);
      return;
    }
    int unit = w.from(share.first(w.panels()));
    int lastUnit = w.from(share.last(w.panels()));
    int units = lastUnit - unit;
    for (int b = 0; b < share.rows(); b++) {
      int at = after + b * hidden;
      int pre = (row + b) * hidden;
      if (sweep.takesPart(row + b)) {
        rnnGates.backward(activation, units, h, at + unit, dH, at + unit, dPre, pre + unit);
      } else { // the state passed through
        Arrays.fill(dPre, pre + unit, pre + lastUnit, 0f);
        for (int j = unit; j < lastUnit; j++) {
          dH[before + b * hidden + j] += dH[at + j];
        }
      }
    }
  }
}
