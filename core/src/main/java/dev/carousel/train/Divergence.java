package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.optim.Optimizer;
import dev.carousel.tensor.Parameter;
import java.util.Locale;

/** Finds out that a run has diverged, and words when, what was found and what to try. */
record Divergence(Optimizer optimizer, Fit fit) {
  private static final String LAST_LOSS = "last training loss";

  /** A step's loss, or its gradient, is no number; the weights are still those before the step. */
  TrainingDiverged step(TrainingState state, Batch batch, float loss) {
    String where =
        String.format(
            Locale.ROOT,
            "training stopped at epoch %d, batch %d (step %d): the loss is %s",
            state.epoch + 1,
            state.batch + 1,
            state.step + 1,
            Float.isFinite(loss) ? loss + ", but its gradient is not a number" : loss);
    if (!isFinite(batch.x().values().toArray()) || !isFinite(batch.y().toArray())) {
      return new TrainingDiverged(
          where + ", because the batch holds NaN or infinite values; clean or mask the data");
    }
    return advice(where + last(state, "last one"));
  }

  /**
   * Looks at the weights.
   *
   * @throws TrainingDiverged if one of them is no number
   */
  void checkWeights(TrainingState state) {
    if (isFinite(state.parameters.values())) {
      return;
    }
    for (Parameter parameter : state.parameters.all()) {
      if (!isFinite(parameter.toArray())) {
        throw advice(
            "%s: %s holds values that are infinite or not a number%s"
                .formatted(after(state), parameter.name(), last(state, LAST_LOSS)));
      }
    }
  }

  /**
   * Looks at the loss over the validation examples.
   *
   * @throws TrainingDiverged if it is no number, though there is something to validate on
   */
  void checkValidation(TrainingState state, double loss, Examples validation) {
    if (Double.isFinite(loss) || (Double.isNaN(loss) && weighsNothing(validation))) {
      return;
    }
    String where = "%s: the validation loss is %s".formatted(after(state), loss);
    if (!isFinite(validation)) {
      throw new TrainingDiverged(
          where
              + ", because the validation examples hold NaN or infinite values; clean or mask the"
              + " data");
    }
    throw advice(where + last(state, LAST_LOSS));
  }

  /**
   * Looks at the loss with the weights a run ends with.
   *
   * @throws TrainingDiverged if it is no number
   */
  void checkLast(TrainingState state, double loss, Examples examples) {
    if (Double.isFinite(loss) || (Double.isNaN(loss) && weighsNothing(examples))) {
      return;
    }
    throw advice("%s: the loss is now %s%s".formatted(after(state), loss, last(state, "last one")));
  }

  private static String after(TrainingState state) {
    return String.format(
        Locale.ROOT,
        "training stopped in epoch %d, after batch %d (step %d)",
        state.epoch + 1,
        state.batch,
        state.step);
  }

  private static String last(TrainingState state, String name) {
    return Double.isNaN(state.lastFinite)
        ? ""
        : String.format(Locale.ROOT, " (%s: %.6g)", name, state.lastFinite);
  }

  private TrainingDiverged advice(String found) {
    return new TrainingDiverged(
        String.format(
            Locale.ROOT,
            "%s. Try a smaller learning rate (now %s), clipNorm(1)%s, or scale the data to about"
                + " -1 .. 1",
            found,
            optimizer.rate(),
            fit.clipNorm() > 0 ? " (now " + fit.clipNorm() + ")" : ""));
  }

  /** The mean over such examples is 0 / 0. */
  private static boolean weighsNothing(Examples examples) {
    float[] w = new float[examples.targetShape().size()];
    for (int i = 0; i < examples.size(); i++) {
      examples.readWeights(i, w, 0);
      for (float weight : w) {
        if (weight != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFinite(Examples examples) {
    float[] x = new float[examples.inputShape().size()];
    float[] y = new float[examples.targetShape().size()];
    float[] w = new float[y.length];
    for (int i = 0; i < examples.size(); i++) {
      examples.readInput(i, x, 0);
      examples.readTarget(i, y, 0);
      examples.readWeights(i, w, 0);
      if (!isFinite(x) || !isFinite(y) || !isFinite(w)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFinite(float[] values) {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}
