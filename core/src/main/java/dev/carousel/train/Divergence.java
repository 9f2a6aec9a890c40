package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.optim.Optimizer;
import dev.carousel.tensor.Parameter;
import java.io.IOException;
import java.util.Locale;

/** Finds out that a run has diverged, and words when, what was found and what to try. */
record Divergence(Optimizer optimizer, Fit fit) {
  private static final String LAST_LOSS = "last training loss";

  /** A step's loss, or its gradient, is no number; the weights are still those before the step. */
  TrainingDiverged step(TrainingState state, Group group, float loss) {
    String where =
        String.format(
            Locale.ROOT,
            "training stopped at epoch %d, batch %d (step %d): the loss is %s",
            state.epoch + 1,
            state.batch + 1,
            state.step + 1,
            Float.isFinite(loss) ? loss + ", but its gradient is not a number" : loss);
    if (!isFinite(group)) {
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
  void checkValidation(TrainingState state, Evaluation found, Feed validation) throws IOException {
    if (found.isSound()) {
      return;
    }
    String where = "%s: the validation loss is %s".formatted(after(state), found.loss());
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
  void checkLast(TrainingState state, Evaluation found) {
    if (!found.isSound()) {
      throw advice(
          "%s: the loss is now %s%s"
              .formatted(after(state), found.loss(), last(state, "last one")));
    }
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
            "%s. Try a smaller learning rate (now %s), gradients clipped to a norm of 1 (now %s), or,"
                + " where numbers are read, numbers scaled to about -1 .. 1",
            found,
            optimizer.rate(),
            fit.clipNorm > 0 ? fit.clipNorm : "any"));
  }

  private static boolean isFinite(Feed feed) throws IOException {
    try (Feed.Groups groups = feed.epoch(0, 0)) {
      for (Group group = groups.next(); group != null; group = groups.next()) {
        if (!isFinite(group)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFinite(Group group) {
    Examples all = group.examples();
    return all.inputParts().stream().allMatch(x -> isFinite(group, x, true))
        && all.targetParts().stream().allMatch(y -> isFinite(group, y, false));
  }

  private static boolean isFinite(Group group, Examples view, boolean input) {
    float[] values = new float[(input ? view.inputShape() : view.targetShape()).size()];
    for (int row : group.rows()) {
      if (input) {
        view.readInput(row, values, 0);
      } else {
        view.readTarget(row, values, 0);
      }
      if (!isFinite(values)) {
        return false;
      }
      if (!input) {
        view.readWeights(row, values, 0);
        if (!isFinite(values)) {
          return false;
        }
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
