package dev.carousel.optim;

/**
 * The rate times {@code factor} whenever {@code patience} epochs have brought no better validation
 * loss than the best one before (without validation: training loss), as Keras has it.
 *
 * @param factor in 0 .. 1
 * @param patience epochs, at least 1
 * @param minimum factor of the first rate below which it does not fall
 */
public record ReduceOnPlateau(double factor, int patience, double minimum) implements Schedule {
  /** Checks the options. */
  public ReduceOnPlateau {
    Schedule.checkShare("factor", factor);
    Schedule.checkCount("patience", patience, 1);
    Schedule.checkShare("minimum", minimum);
  }

  /** Without a minimum. */
  public ReduceOnPlateau(double factor, int patience) {
    this(factor, patience, 0);
  }

  @Override
  public double factor(Progress at) {
    double now = 1;
    double best = Double.POSITIVE_INFINITY;
    int waited = 0;
    for (double loss : at.watched()) {
      if (loss < best) {
        best = loss;
        waited = 0;
      } else if (++waited == patience) {
        now = Math.max(minimum, now * factor);
        waited = 0;
      }
    }
    return now;
  }
}
