package dev.carousel.train;

import java.util.List;
import java.util.Map;

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
    /** Patience ran out, or a listener had seen enough. */
    EARLY,
    /** It was asked to stop; a checkpoint lets it go on. */
    STOPPED,
    /** A loss or a weight was no longer a finite number; see {@link TrainingDiverged#history}. */
    DIVERGED
  }

  /**
   * One epoch.
   *
   * @param number from 1
   * @param loss mean training loss, with dropout and without penalties of regularisers
   * @param validationLoss NaN without validation examples, and only then: a run whose validation
   *     loss is no number ends with {@link TrainingDiverged}
   * @param watched what early stopping, schedules and averaging look at, the smaller the better:
   *     the validation loss (without validation the training loss), or the metric that was chosen,
   *     negated if it ought to be large
   * @param rate the learning rate of its last step
   * @param metrics over the validation examples, without them over the training examples; in order
   * @param trainingMetrics over the training examples, if asked for
   */
  public record Epoch(
      int number,
      double loss,
      double validationLoss,
      double watched,
      double rate,
      Map<String, Double> metrics,
      Map<String, Double> trainingMetrics) {
    /**
     * A metric by its name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public double metric(String name) {
      Double value = metrics.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "no metric %s; there are %s".formatted(name, metrics.keySet()));
      }
      return value;
    }
  }

  /** The last epoch's training loss. */
  public double finalLoss() {
    return epochs.getLast().loss();
  }

  /** The epochs as a table: a line of names, then a line an epoch; what is NaN is left empty. */
  public String toCsv() {
    return HistoryText.csv(this);
  }

  /** All of it as a JSON object; what is no finite number is null. */
  public String toJson() {
    return HistoryText.json(this);
  }
}
