package dev.carousel.optim;

import java.util.List;

/**
 * An optimiser that keeps a mean of the weights beside them, which stands for them whenever the
 * network is used: validated, kept as the best one, and given back in the end. Whoever trains
 *
 * <ol>
 *   <li>asks {@link #begins} before the first step and after each epoch until the answer is yes,
 *       and remembers that;
 *   <li>from then on counts the steps and calls {@link #average} after each;
 *   <li>calls {@link #swap} before it uses the network, and again before it trains on.
 * </ol>
 *
 * <p>So the count is all that a checkpoint has to hold besides the slots.
 */
public interface Averaging extends Optimizer {
  /**
   * Whether the weights after the next step are the first of the mean.
   *
   * @param watched the validation loss after each epoch so far (without validation the training
   *     loss); empty before the first step
   */
  boolean begins(List<Double> watched);

  /**
   * Takes the values {@code [from, to)} after a step into the mean.
   *
   * @param count how many there are now, 1 for the first
   */
  void average(long count, float[] values, float[][] slots, int from, int to);

  /** The slot that holds the mean; the last one. */
  default float[] mean(float[][] slots) {
    return slots[slots() - 1];
  }

  /** Exchanges weights and mean, to the bit; done twice, all is as before. */
  default void swap(float[] values, float[][] slots) {
    float[] mean = mean(slots);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      values[i] = mean[i];
      mean[i] = value;
    }
  }
}
