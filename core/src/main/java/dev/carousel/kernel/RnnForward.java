package dev.carousel.kernel;

import dev.carousel.kernel.Recurrence.Share;

/** A forward step of {@link RnnSweep}. */
record RnnForward(
    RnnSweep sweep, RnnGates rnnGates, ShareMatmul matmul, PackedMatrix wH, float[] h) {

  /** {@code h = activation(pre + hPrev * wH)}, of the share's units. */
  void step(int n, Share share) {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int t = shape.step(n);
    int before = shape.before(t) * shape.state() + share.from() * hidden;
    int after = shape.after(t) * shape.state() + share.from() * hidden;
    matmul.multiply(share, h, before, hidden, wH, h, after, hidden);
    if (share.parts() == 1 && sweep.mask() == null) { // the rows lie together
      rnnGates.forward(sweep.activation(), share.rows() * hidden, h, after, h, after);
      return;
    }
    int unit = wH.from(share.first(wH.panels()));
    int units = wH.from(share.last(wH.panels())) - unit;
    int row = t * shape.batch() + share.from();
    for (int b = 0; b < share.rows(); b++) {
      int at = after + b * hidden + unit;
      if (sweep.takesPart(row + b)) {
        rnnGates.forward(sweep.activation(), units, h, at, h, at);
      } else {
        System.arraycopy(h, before + b * hidden + unit, h, at, units);
      }
    }
  }
}
