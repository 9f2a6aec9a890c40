package dev.carousel.task.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the errors of forecasts look like. */
class ResidualsTest {
  private static final double NO = Double.NaN;

  @Test
  void meansAreOfWhatWasObserved() {
    Residuals residuals = new Residuals(3);
    residuals.add(0, new double[] {1, NO, -2});
    residuals.add(0, new double[] {3, NO, NO});
    assertThat(residuals.count()).isEqualTo(3);
    assertThat(residuals.bias()).isEqualTo(2 / 3.0);
    assertThat(residuals.rmse()).isEqualTo(Math.sqrt(14 / 3.0));
    assertThat(residuals.biasByStep()).containsExactly(2, NO, -2);
    assertThat(residuals.rmseByStep()).containsExactly(Math.sqrt(5), NO, 2);
    assertThat(residuals.autocorrelation(5)).isEmpty();
    assertThat(new Residuals(2).bias()).isNaN();
  }

  /** The sample of a million errors is as good as all of them. */
  @Test
  void aNormalDistributionIsFoundAgain() {
    Residuals residuals = new Residuals(10);
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      residuals.add(i % 5, random.doubles(10).map(u -> 0.3 * random.nextGaussian()).toArray());
    }
    assertThat(residuals.rmse()).isCloseTo(0.3, within(0.002));
    double[] shares = residuals.histogram(8, 4);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
    assertThat(shares[4]).isCloseTo(0.3413, within(0.005)); // from 0 to 1
    assertThat(shares[5]).isCloseTo(0.1359, within(0.004)); // from 1 to 2
    assertThat(residuals.beyond(2)).isCloseTo(0.0455, within(0.002));
    assertThat(residuals.beyond(3)).isCloseTo(0.0027, within(0.0006));
  }

  /** An autoregressive error of 0.7 has autocorrelations of 0.7, 0.49 and so on; noise has none. */
  @Test
  void whatGoesOnIsFound() {
    Random random = new Random(9);
    Residuals linked = new Residuals(1);
    Residuals noise = new Residuals(1);
    for (int series = 0; series < 4; series++) {
      double error = 0;
      for (int t = 0; t < 2000; t++) {
        error = 0.7 * error + random.nextGaussian();
        linked.add(series, new double[] {t % 50 == 0 ? NO : 5 + error});
        noise.add(series, new double[] {random.nextGaussian()});
      }
    }
    double[] found = linked.autocorrelation(3);
    assertThat(found[0]).isCloseTo(0.7, within(0.05));
    assertThat(found[1]).isCloseTo(0.49, within(0.06));
    assertThat(linked.chance()).isCloseTo(1.96 / Math.sqrt(7840), within(1e-12));
    double chance = noise.chance();
    assertThat(Arrays.stream(noise.autocorrelation(40)).filter(r -> Math.abs(r) > chance).count())
        .isLessThan(6);
  }

  @Test
  void coverageIsByStep() {
    StepCoverage coverage = new StepCoverage(3);
    coverage.add(0, 5, 5, 6);
    coverage.add(0, 7, 5, 6);
    coverage.add(1, 5, 4, 6);
    coverage.add(2, NO, 4, 6);
    assertThat(coverage.shares()).containsExactly(0.5, 1, NO);
  }
}
