package dev.carousel.task.baseline;

import org.jspecify.annotations.Nullable;

/**
 * Exponential smoothing whose form and parameters are chosen: from any later origin only the states
 * are brought up to date, which is quick. Made by {@link Ets#fit}.
 */
public final class FittedEts implements Baseline {
  private final int start;
  private final EtsFit.@Nullable Model model;

  FittedEts(int start, EtsFit.@Nullable Model model) {
    this.start = start;
    this.model = model;
  }

  @Override
  public String name() {
    return "ets";
  }

  /** The form chosen, such as {@code ETS(M,Ad,N)}; {@code naive} if there were too few values. */
  public String form() {
    return model == null ? "naive" : model.form().toString();
  }

  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    if (model == null || origin < start) {
      return new Naive().forecast(history, origin, horizon);
    }
    return new EtsState(model.form().season(), model.parameters())
        .run(history, start, origin)
        .forecast(horizon);
  }
}
