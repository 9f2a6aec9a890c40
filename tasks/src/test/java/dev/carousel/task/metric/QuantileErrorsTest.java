package dev.carousel.task.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileErrorsTest {
  private static final double NONE = Double.NaN;

  @Test
  void equalTheHandComputedExample() {
    QuantileErrors errors = new QuantileErrors(0.1, 0.5, 0.8);
    errors.add(10, new double[] {8, 11, 10});
    errors.add(-2, new double[] {-1, -5, 0});
    errors.add(NONE, new double[] {NONE, 0, 0});

    // pinball: 0.1: 0.2, 0.9; 0.5: 0.5, 1.5; 0.8: 0, 0.4
    assertThat(errors.count()).isEqualTo(2);
    assertThat(errors.pinball(0)).isCloseTo(0.55, within(1e-12));
    assertThat(errors.pinball(1)).isCloseTo(1, within(1e-12));
    assertThat(errors.pinball(2)).isCloseTo(0.2, within(1e-12));
    assertThat(errors.pinball()).isCloseTo(1.75 / 3, within(1e-12));
    assertThat(errors.weightedQuantileLoss(1)).isCloseTo(2 * 2 / 12.0, within(1e-12));
    assertThat(errors.weightedQuantileLoss()).isCloseTo(2 * 3.5 / 12 / 3, within(1e-12));
    assertThat(errors.coverage(0)).isEqualTo(0.5);
    assertThat(errors.coverage(2)).as("on the quantile counts").isEqualTo(1);
    // shares 0.3, 0.35, 0.35
    assertThat(errors.crps()).isCloseTo(2 * (0.3 * 0.55 + 0.35 * 1 + 0.35 * 0.2), within(1e-12));
  }

  @Test
  void crpsOfPairsIsTheMeanOfThePairs() {
    Random random = new Random(2);
    double[] levels = {0.05, 0.3, 0.6, 0.9};
    QuantileErrors errors = new QuantileErrors(levels);
    double sum = 0;
    for (int i = 0; i < 7; i++) {
      double actual = random.nextGaussian();
      double[] quantiles = random.doubles(4).sorted().toArray();
      errors.add(actual, quantiles);
      sum += Crps.ofQuantiles(actual, levels, quantiles);
    }
    assertThat(errors.crps()).isCloseTo(sum / 7, within(1e-12));
  }

  @Test
  void zeroActualsLeaveTheWeightedLossUndefined() {
    QuantileErrors errors = new QuantileErrors(0.5);
    errors.add(0, new double[] {3});

    assertThat(errors.weightedQuantileLoss()).isNaN();
    assertThat(errors.pinball()).isEqualTo(1.5);
    assertThat(new QuantileErrors(0.5).crps()).isNaN();
  }

  @Test
  void refusesLevelsAndQuantilesThatAreNone() {
    for (double[] levels : new double[][] {{}, {0}, {1}, {0.5, 0.5}, {0.9, 0.1}, {NONE}}) {
      assertThatThrownBy(() -> new QuantileErrors(levels))
          .isInstanceOf(IllegalArgumentException.class);
    }
    QuantileErrors errors = new QuantileErrors(0.5);
    assertThatThrownBy(() -> errors.add(1, new double[] {NONE}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> errors.add(1, new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void crpsOfSamplesEqualsItsDefinition() {
    Random random = new Random(7);
    for (int n : new int[] {1, 2, 3, 10, 33}) {
      double[] samples = random.doubles(n, -3, 9).toArray();
      double actual = random.nextDouble() * 14 - 4;
      double distance = 0;
      double spread = 0;
      for (double x : samples) {
        distance += Math.abs(x - actual) / n;
        for (double other : samples) {
          spread += Math.abs(x - other) / n / n;
        }
      }
      assertThat(Crps.ofSamples(actual, samples)).isCloseTo(distance - spread / 2, within(1e-12));
    }
    assertThat(Crps.ofSamples(5, new double[] {2})).as("absolute error").isEqualTo(3);
  }

  /** The integral of (F - 1(x >= 1/4))^2 over the uniform distribution is (1/64 + 27/64) / 3. */
  @Test
  void crpsOfTheUniformDistributionIsApproached() {
    int n = 400;
    double[] levels = new double[n];
    for (int i = 0; i < n; i++) {
      levels[i] = (i + 0.5) / n;
    }
    assertThat(Crps.ofQuantiles(0.25, levels, levels)).isCloseTo(28 / 192.0, within(1e-5));
    assertThat(Crps.ofSamples(0.25, levels)).isCloseTo(28 / 192.0, within(1e-5));
    // outside the range: the distance adds up
    assertThat(Crps.ofSamples(3, levels)).isCloseTo(2 + 1 / 3.0, within(1e-5));
  }

  @Test
  void intervalsEqualTheHandComputedExample() {
    IntervalErrors errors = new IntervalErrors(0.8);
    errors.add(5, 5, 9, 2); // on the bound: inside, 4 / 2
    errors.add(1, 3, 6, 0.5); // (3 + 10 * 2) / 0.5
    errors.add(8, 2, 7, NONE); // outside, without a scale
    errors.add(NONE, 9, 1, 1);

    assertThat(errors.count()).isEqualTo(3);
    assertThat(errors.coverage()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(errors.meanWidth()).isEqualTo(4);
    assertThat(errors.msis()).isCloseTo((2 + 46) / 2.0, within(1e-12));
    assertThatThrownBy(() -> errors.add(1, 3, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IntervalErrors(1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new IntervalErrors(0.5).msis()).isNaN();
  }
}
