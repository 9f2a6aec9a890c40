package dev.carousel.train;

import java.util.List;

/**
 * What happened in a run.
 *
 * @param epochs the epochs in order
 * @param bestEpoch number of the epoch whose weights were kept, from 1; 0 if none is done
 * @param end why the run ended
 */
public record History(List<Epoch> epochs, int bestEpoch, End end) {

  /** Why a run ended. */
  public enum End {
    /** All epochs are done. */
    DONE,
    /** Patience ran out. */
    EARLY,
    /** It was asked to stop; a checkpoint lets it go on. */
    STOPPED
  }

  /**
   * One epoch.
   *
   * @param number from 1
   * @param loss mean training loss, with dropout
   * @param validationLoss NaN without validation examples, and only then: a run whose validation
   *     loss is no number ends with {@link TrainingDiverged}
   */
  public record Epoch(int number, double loss, double validationLoss) {
    /** What early stopping watches: the validation loss, or without one the training loss. */
    public double watched() {
      return Double.isNaN(validationLoss) ? loss : validationLoss;
    }
  }

  /** The last epoch's training loss. */
  public double finalLoss() {
    return epochs.getLast().loss();
  }
}
