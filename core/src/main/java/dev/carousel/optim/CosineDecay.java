package dev.carousel.optim;

/**
 * Half a cosine from the whole rate down to {@code minimum} of it, {@code minimum + (1 - minimum)
 * (1 + cos(pi t / T)) / 2}, and then either there for good or again from the top (Loshchilov and
 * Hutter 2017, SGDR, equation 5).
 *
 * @param steps T, of the first fall; 0: those of the whole run
 * @param minimum factor at its end, in 0 .. 1
 * @param growth 0: no restart; else each fall is that many times longer than the one before, at
 *     least 1
 */
public record CosineDecay(long steps, double minimum, double growth) implements Schedule {
  /** Checks the options. */
  public CosineDecay {
    Schedule.checkCount("steps", steps, 0);
    Schedule.checkShare("minimum", minimum);
    if (!(growth == 0 || (growth >= 1 && growth < Double.POSITIVE_INFINITY))) {
      throw new IllegalArgumentException("growth: %s, expected 0 or >= 1".formatted(growth));
    }
    if (growth != 0 && steps == 0) {
      throw new IllegalArgumentException("cosine restarts need the number of steps of a fall");
    }
  }

  /** Once, over the whole run, to zero. */
  public CosineDecay() {
    this(0);
  }

  /** Once, over that many steps, to zero. */
  public CosineDecay(long steps) {
    this(steps, 0, 0);
  }

  /** Again and again, to zero each time. */
  public static CosineDecay restarting(long steps, double growth) {
    return new CosineDecay(steps, 0, growth);
  }

  @Override
  public double factor(Progress at) {
    double length = at.lengthOr(steps, this);
    double t = at.step();
    if (growth == 1) {
      t %= length;
    } else if (growth > 1) {
      while (t >= length) {
        t -= length;
        length *= growth;
      }
    }
    double share = Math.min(1, t / length);
    return minimum + (1 - minimum) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2;
  }

  @Override
  public boolean dependsOnTotal() {
    return steps == 0;
  }
}
