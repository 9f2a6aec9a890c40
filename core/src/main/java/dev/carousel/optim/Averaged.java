package dev.carousel.optim;

import java.util.List;

/**
 * Any optimiser with a mean of its weights from some step on: {@code mean += (w - mean) / count}
 * (Polyak and Juditsky 1992). Averaged SGD, PyTorch's ASGD, is {@code Averaged.polyak(new
 * Sgd(rate))}; its non-monotonically triggered form is {@code Averaged.nonMonotonic(new
 * Sgd(rate))}.
 *
 * @param optimizer moves the weights, and never sees the mean
 * @param trigger says when the mean begins
 */
public record Averaged(Optimizer optimizer, Trigger trigger) implements Averaging {
  /** Checks that there is one mean only. */
  public Averaged {
    if (optimizer instanceof Averaging) {
      throw new IllegalArgumentException("averaged twice: " + optimizer);
    }
  }

  /** The mean of all steps. */
  public static Averaged polyak(Optimizer optimizer) {
    return afterEpochs(0, optimizer);
  }

  /** The mean of all steps after that many epochs. */
  public static Averaged afterEpochs(int epochs, Optimizer optimizer) {
    return new Averaged(optimizer, new Trigger.AfterEpochs(epochs));
  }

  /** The mean of all steps after the validation loss has stopped falling for 5 epochs. */
  public static Averaged nonMonotonic(Optimizer optimizer) {
    return new Averaged(optimizer, new Trigger.NonMonotonic());
  }

  @Override
  public int slots() {
    return optimizer.slots() + 1;
  }

  @Override
  public double rate() {
    return optimizer.rate();
  }

  @Override
  public void step(
      long step,
      double factor,
      float[] values,
      float[] gradients,
      float[][] slots,
      int from,
      int to) {
    optimizer.step(step, factor, values, gradients, slots, from, to);
  }

  @Override
  public boolean begins(List<Double> watched) {
    return trigger.begins(watched);
  }

  @Override
  public void average(long count, float[] values, float[][] slots, int from, int to) {
    float[] mean = mean(slots);
    if (count == 1) {
      System.arraycopy(values, from, mean, from, to - from);
      return;
    }
    float share = (float) (1.0 / count);
    for (int i = from; i < to; i++) {
      mean[i] = Math.fma(share, values[i] - mean[i], mean[i]);
    }
  }
}
