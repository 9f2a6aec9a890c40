package dev.carousel.task.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Likelihoods: their gradients, that they are distributions, and that draws follow them. */
class LikelihoodTest {
  private static final List<Family> ALL =
      List.of(new Gaussian(), new StudentT(), new NegativeBinomial());

  private static double[] numbers(Family family, int seed) {
    return IntStream.range(0, family.parameters())
        .mapToDouble(i -> 2.5 * new Randomness(seed, 7).gaussian(i))
        .toArray();
  }

  @Test
  void gradientsAreCentralDifferences() {
    for (Family family : ALL) {
      for (int seed = 0; seed < 60; seed++) {
        double[] x = numbers(family, seed);
        boolean counts = family instanceof NegativeBinomial;
        double value = counts ? seed * seed % 97 * (seed % 3) : 3 * Math.sin(seed);
        double scale = counts ? 1 + seed * 0.7 : 1;
        double[] dx = new double[x.length];
        family.negativeLog(x, value, scale, dx);
        for (int i = 0; i < x.length; i++) {
          double h = 1e-5;
          double[] up = x.clone();
          double[] down = x.clone();
          up[i] += h;
          down[i] -= h;
          double[] none = new double[x.length];
          double slope =
              (family.negativeLog(up, value, scale, none)
                      - family.negativeLog(down, value, scale, none))
                  / (2 * h);
          assertThat(dx[i])
              .as("%s %s at %s, %s: number %d", family, value, Arrays.toString(x), scale, i)
              .isCloseTo(slope, within(2e-5 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  @Test
  void densitiesIntegrateToOne() {
    for (Family family : List.of(new Gaussian(), new StudentT())) {
      double[] x = {0.3, -0.4, 1.2};
      double sum = 0;
      double step = 0.01;
      for (double y = -400; y < 400; y += step) {
        double[] own = Arrays.copyOf(x, family.parameters());
        sum += step * Math.exp(-family.negativeLog(own, y, 1, new double[3]));
      }
      assertThat(sum).as(family.toString()).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void countsSumToOneWithTheMeanAndVarianceThatAreSaid() {
    double[] x = {0.7, -0.2};
    double scale = 6.5;
    double mean = scale * SpecialFunctions.softplus(0.7);
    double shape = SpecialFunctions.softplus(-0.2) / Math.sqrt(scale);
    double sum = 0;
    double first = 0;
    double second = 0;
    for (int k = 0; k < 2000; k++) {
      double p = Math.exp(-new NegativeBinomial().negativeLog(x, k, scale, new double[2]));
      sum += p;
      first += p * k;
      second += p * k * k;
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
    assertThat(first).isCloseTo(mean, within(1e-4));
    assertThat(second - first * first).isCloseTo(mean + shape * mean * mean, within(1e-2));
  }

  /** Large counts, hardly more spread than Poisson's: a point where float32 would say nothing. */
  @Test
  void largeCountsKeepTheirDigits() {
    double[] dx = new double[2];
    double[] x = {0.5413, -30}; // softplus(x_0) is 1, the shape the least there is
    double value = new NegativeBinomial().negativeLog(x, 100_000, 100_000, dx);
    double poisson = 0.5 * Math.log(2 * Math.PI * 100_000 * 1.1);
    assertThat(value).isCloseTo(poisson, within(0.02));
    assertThat(dx[0]).isBetween(-100.0, 100.0);
  }

  @Test
  void drawsFollowTheDistribution() {
    int n = 40_000;
    float[][] numbers = {{0.7f, 0.3f}, {-1.2f, 0.4f, 1.5f}, {0.5f, 0.1f}};
    double[] scales = {1, 1, 25};
    for (Likelihood likelihood : Likelihood.values()) {
      int which = likelihood.ordinal();
      double[] draws = new double[n];
      for (int i = 0; i < n; i++) {
        Randomness random = new Randomness(3, 9).numbered(i);
        draws[i] = likelihood.draw(numbers[which], 0, scales[which], random);
      }
      double[] sorted = draws.clone();
      Arrays.sort(sorted);
      for (double level : new double[] {0.05, 0.25, 0.5, 0.8, 0.97}) {
        double found = sorted[(int) (level * n)];
        double share = share(likelihood, numbers[which], scales[which], found);
        double at = share(likelihood, numbers[which], scales[which], found - 1);
        boolean counts = likelihood.counts();
        assertThat(level)
            .as("%s at %s", likelihood, level)
            .isBetween((counts ? at : share) - 0.012, share + 0.012);
      }
    }
  }

  /** The share of values at or below, from the density. */
  private static double share(Likelihood likelihood, float[] numbers, double scale, double at) {
    Family family = ALL.get(likelihood.ordinal());
    double[] x = new double[numbers.length];
    Arrays.setAll(x, i -> numbers[i]);
    double step = likelihood.counts() ? 1 : 0.002;
    double sum = 0;
    for (double y = likelihood.counts() ? 0 : -80; y <= at; y += step) {
      double middle = likelihood.counts() ? y : y + step / 2;
      sum += step * Math.exp(-family.negativeLog(x, middle, scale, new double[x.length]));
    }
    return sum;
  }

  @Test
  void theLossOnATapeIsTheMeanAndItsGradient() {
    float[] p = {0.4f, -0.3f, 1.1f, 0.2f, 0.9f, -1.5f};
    float[] y = {1.5f, 1, 0, -0.5f, 1, 0};
    Tape tape = new Tape(Engine.of("scalar", 2), true);
    Tensor x = tape.variable(Tensor.of(p, 1, 2, 3));
    Tensor loss = Likelihood.STUDENT_T.loss().mean(x, tape.constant(Tensor.of(y, 1, 2, 3)));
    tape.backward(loss);
    double sum = 0;
    for (int r = 0; r < 2; r++) {
      double[] dx = new double[3];
      double[] row = {p[3 * r], p[3 * r + 1], p[3 * r + 2]};
      sum += new StudentT().negativeLog(row, y[3 * r], 1, dx);
      for (int i = 0; i < 3; i++) {
        assertThat((double) tape.gradient(x).at(3 * r + i)).isCloseTo(dx[i] / 2, within(1e-6));
      }
    }
    assertThat((double) loss.get()).isCloseTo(sum / 2, within(1e-5));
    assertThatThrownBy(() -> Likelihood.GAUSSIAN.loss().mean(x, x))
        .hasMessageContaining("rows of 3 numbers");
  }

  @Test
  void specialFunctionsAreThoseOfTheTables() {
    assertThat(SpecialFunctions.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-14));
    assertThat(SpecialFunctions.logGamma(1)).isCloseTo(0, within(1e-14));
    assertThat(SpecialFunctions.logGamma(10)).isCloseTo(Math.log(362_880), within(1e-13));
    assertThat(SpecialFunctions.logGamma(1e-5)).isCloseTo(11.512919692895824, within(1e-12));
    assertThat(SpecialFunctions.logGamma(1e6)).isCloseTo(12815504.569147611, within(1e-7));
    assertThat(SpecialFunctions.digamma(1)).isCloseTo(-0.5772156649015329, within(1e-14));
    assertThat(SpecialFunctions.digamma(0.5)).isCloseTo(-1.9635100260214235, within(1e-13));
    assertThat(SpecialFunctions.digamma(1e4)).isCloseTo(9.210290371142848, within(1e-12));
    assertThat(SpecialFunctions.softplus(-800)).isEqualTo(0);
    assertThat(SpecialFunctions.softplus(800)).isEqualTo(800);
    assertThat(SpecialFunctions.softplus(-40)).isCloseTo(4.248354255291589e-18, within(1e-31));
    assertThat(SpecialFunctions.sigmoid(-800)).isEqualTo(0);
  }
}
