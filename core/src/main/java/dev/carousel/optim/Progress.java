package dev.carousel.optim;

import java.util.List;

/**
 * Where a run stands: all that a {@link Schedule} looks at, and all of it part of a checkpoint.
 *
 * @param step steps done, 0 before the first
 * @param epoch epochs done
 * @param totalSteps steps of the whole run; 0 if that is not known
 * @param watched the validation loss after each epoch done (without validation the training loss)
 */
public record Progress(long step, int epoch, long totalSteps, List<Double> watched) {
  /** Checks the counts. */
  public Progress {
    if (step < 0 || epoch < 0 || totalSteps < 0) {
      throw new IllegalArgumentException(
          "progress: step %d, epoch %d, total %d, expected none below 0"
              .formatted(step, epoch, totalSteps));
    }
  }

  /** {@code steps}, or if that is 0 those of the whole run. */
  long lengthOr(long steps, Schedule schedule) {
    if (steps == 0 && totalSteps == 0) {
      throw new IllegalArgumentException(
          schedule + " needs a number of steps: this run does not know its own");
    }
    return steps == 0 ? totalSteps : steps;
  }
}
