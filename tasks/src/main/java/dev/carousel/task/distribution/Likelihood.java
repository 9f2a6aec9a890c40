package dev.carousel.task.distribution;

import dev.carousel.loss.Loss;
import dev.carousel.random.Randomness;
import java.util.Locale;

/**
 * A distribution whose parameters a network gives. The network's numbers are any; {@link Family}
 * says what makes parameters of them.
 */
public enum Likelihood {
  /** Real values. */
  GAUSSIAN(new Gaussian()),
  /** Real values with outliers. */
  STUDENT_T(new StudentT()),
  /** Counts: whole numbers from 0 on. */
  NEGATIVE_BINOMIAL(new NegativeBinomial());

  private final Family family;

  Likelihood(Family family) {
    this.family = family;
  }

  /** How many numbers the network gives for a value. */
  public int parameters() {
    return family.parameters();
  }

  /** Whether values are counts. */
  public boolean counts() {
    return this == NEGATIVE_BINOMIAL;
  }

  /**
   * The negative log-likelihood of a value for each row of the network's numbers. A row of the
   * target begins with the value and the scale of its series (1 where the distribution has none);
   * its other numbers do not count.
   */
  public Loss loss() {
    RowLikelihood rows = new RowLikelihood(family);
    return new Loss(
        this + " likelihood",
        true,
        (p, y) -> p.ops().rows(rows, p, y).reshape(p.shape().dropLast().toArray()));
  }

  /**
   * A draw.
   *
   * @param numbers what the network gives, from {@code at} on
   * @param scale of the series
   * @param random a stream of the draw's own
   */
  public double draw(float[] numbers, int at, double scale, Randomness random) {
    double[] x = new double[parameters()];
    for (int i = 0; i < x.length; i++) {
      x[i] = numbers[at + i];
    }
    return family.draw(x, scale, new Draws(random));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
