package dev.carousel.online;

/** What the error of an output unit is measured by. */
public enum OutputError {
  /** (t - y)^2 / 2: minus its derivative is e = f'(net) (t - y), eq. (19) of the 1997 paper. */
  SQUARED,
  /**
   * -t ln y - (1 - t) ln(1 - y) of a logistic unit: minus its derivative is e = t - y, which does
   * not vanish where the unit is sure and wrong.
   */
  CROSS_ENTROPY;

  /** e: minus the derivative of the error with respect to the unit's net input. */
  double push(Squash squash, double target, double output) {
    double difference = target - output;
    return this == SQUARED ? squash.slope(output) * difference : difference;
  }
}
