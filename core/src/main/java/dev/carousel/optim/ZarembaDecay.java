package dev.carousel.optim;

/**
 * The whole rate for some epochs, then divided after each (Zaremba, Sutskever and Vinyals 2014,
 * section 4.1: 4 and 2 for the small model, 6 and 1.2 for the medium one, 14 and 1.15 for the large
 * one). The first epoch after the constant ones has rate / divisor, as the text has it; the
 * authors' program divides one epoch later.
 *
 * @param epochs at the whole rate
 * @param divisor at least 1
 */
public record ZarembaDecay(int epochs, double divisor) implements Schedule {
  /** Checks the options. */
  public ZarembaDecay {
    Schedule.checkCount("epochs", epochs, 0);
    if (!(divisor >= 1 && divisor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("divisor: %s, expected >= 1".formatted(divisor));
    }
  }

  @Override
  public double factor(Progress at) {
    return StrictMath.pow(divisor, -Math.max(0, at.epoch() + 1 - epochs));
  }
}
