package dev.carousel.optim;

/**
 * One rise to the whole rate and one long fall to almost nothing (Smith and Topin 2018), both half
 * a cosine, step for step as PyTorch has it.
 *
 * @param steps of the cycle; 0: those of the whole run
 * @param rising share of the steps that rise, between 0 and 1
 * @param start factor in the first step
 * @param end factor in the last step of the cycle, and after it
 */
public record OneCycle(long steps, double rising, double start, double end) implements Schedule {
  /** Checks the options. */
  public OneCycle {
    Schedule.checkCount("steps", steps, 0);
    Schedule.checkShare("rising", rising);
    Schedule.checkShare("start", start);
    Schedule.checkShare("end", end);
  }

  /** Over the whole run: 30 % rising, from 1/25 to 1, and down to 1/250,000. */
  public OneCycle() {
    this(0);
  }

  /** The same over that many steps. */
  public OneCycle(long steps) {
    this(steps, 0.3, 1.0 / 25, 1.0 / 25 / 1e4);
  }

  @Override
  public double factor(Progress at) {
    double length = at.lengthOr(steps, this);
    double top = rising * length - 1; // the step that has the whole rate
    double last = length - 1;
    double t = Math.min((double) at.step(), last);
    if (t == top) {
      return 1;
    }
    return t < top ? between(start, 1, t / top) : between(1, end, (t - top) / (last - top));
  }

  @Override
  public boolean dependsOnTotal() {
    return steps == 0;
  }

  private static double between(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + StrictMath.cos(StrictMath.PI * share));
  }
}
