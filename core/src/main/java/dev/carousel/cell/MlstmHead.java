package dev.carousel.cell;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * One head of an mLSTM over all steps at once, by the equations of {@link MlstmCell#parallel}.
 *
 * @param q (B, T, d), as k and v
 * @param first what it remembers before the first step
 */
record MlstmHead(Tensor q, Tensor k, Tensor v, Decay decay, Memory first) {
  /** What a head remembers: C (B, d d), n (B, d), m (B, 1). */
  record Memory(Tensor c, Tensor n, Tensor m) {}

  /**
   * What weighs how much at step t.
   *
   * @param steps W (B, T, T): each step up to t
   * @param first c (B, T): the memory before the first step
   * @param m (B, T)
   */
  record Decay(Tensor steps, Tensor first, Tensor m) {
    /** Of preI and logF (B, T, 1), i~ and ln s(f~), and m before the first step (B, 1). */
    static Decay of(Tensor preI, Tensor logF, Tensor firstM) {
      var ops = preI.ops();
      int batch = preI.shape().at(0);
      int time = preI.shape().at(1);
      Tensor sumF = ops.cumulativeSum(logF).reshape(batch, time); // F
      Tensor perT = sumF.repeat(time).reshape(batch, time, time); // [t, s]: F_t
      Tensor offset = preI.reshape(batch, time).minus(sumF);
      Tensor perS = offset.repeat(time).reshape(batch, time, time).transpose(); // i~_s - F_s
      Tensor logSteps = perT.plus(perS).plus(ops.constant(past(time))); // L
      Tensor logFirst = sumF.plus(firstM.repeat(time)); // b
      Tensor m = ops.max(logSteps).maximum(logFirst);
      Tensor steps = logSteps.minus(m.repeat(time).reshape(batch, time, time)).exp();
      return new Decay(steps, logFirst.minus(m).exp(), m);
    }

    /** (T, T): 0 for s up to t, else -inf. */
    private static Tensor past(int time) {
      float[] values = new float[time * time];
      for (int t = 0; t < time; t++) {
        Arrays.fill(values, t * time + t + 1, (t + 1) * time, Float.NEGATIVE_INFINITY);
      }
      return Tensor.of(values, time, time);
    }
  }

  /** (B, T, d): what it reads at every step, over its bound. */
  Tensor read() {
    Tensor a = q.matmul(k.transpose()).times(decay.steps); // (B, T, T)
    Tensor ones = q.ops().zeros(Shape.of(time(), 1)).plus(1);
    Tensor sums = q.ops().zeros(Shape.of(1)).plusProduct(a, ones).reshape(batch(), time());
    Tensor firstSum = q.matmul(first.n.reshape(batch(), d(), 1)).reshape(batch(), time());
    Tensor known = sums.plus(decay.first.times(firstSum));
    Tensor firstRead = q.matmul(first.c.reshape(batch(), d(), d())); // q^T C_0
    Tensor read = a.matmul(v).plus(perUnit(decay.first).times(firstRead));
    return read.dividedBy(perUnit(MlstmCell.bound(known, decay.m)));
  }

  /** What it remembers after the last step. */
  Memory last() {
    Tensor c = decay.first.columns(time() - 1, time()); // (B, 1)
    Tensor w = decay.steps.step(time() - 1); // (B, T)
    Tensor kv = perUnit(w).times(k).transpose().matmul(v).reshape(batch(), d() * d());
    Tensor keys = w.reshape(batch(), 1, time()).matmul(k).reshape(batch(), d());
    return new Memory(
        c.repeat(d() * d()).times(first.c).plus(kv),
        c.repeat(d()).times(first.n).plus(keys),
        decay.m.columns(time() - 1, time()));
  }

  /** A number a step (B, T), for each unit: (B, T, d). */
  private Tensor perUnit(Tensor steps) {
    return steps.repeat(d()).reshape(batch(), time(), d());
  }

  private int batch() {
    return q.shape().at(0);
  }

  private int time() {
    return q.shape().at(1);
  }

  private int d() {
    return q.shape().last();
  }
}
