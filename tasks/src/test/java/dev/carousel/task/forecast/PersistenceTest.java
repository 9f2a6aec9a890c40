package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistenceTest {
  private static final int STEPS = 4_000;
  private static final int WINDOW = 28;
  private static final int HORIZON = 5;

  private static double[] autoregression(double coefficient) {
    Random random = new Random(3);
    double[] values = new double[STEPS];
    for (int t = 1; t < STEPS; t++) {
      values[t] = coefficient * values[t - 1] + random.nextGaussian();
    }
    double deviation = Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
    return Arrays.stream(values).map(v -> v / deviation).toArray();
  }

  private static Persistence fit(double[] values, int trainEnd) {
    boolean[] observed = new boolean[values.length];
    Arrays.fill(observed, true);
    return Persistence.fit(values, observed, trainEnd, WINDOW, HORIZON);
  }

  private static double sum(List<Double> weights) {
    return weights.stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void ofARandomWalkTheLastValueStays() {
    Persistence walk = fit(autoregression(1), STEPS);
    assertThat(walk.spans()).containsExactly(1, 3, 7, 14, 28);
    assertThat(walk.weights()).hasSize(HORIZON);
    assertThat(walk.weights().getFirst().getFirst()).isGreaterThan(0.75);
    for (List<Double> step : walk.weights()) {
      assertThat(sum(step)).isCloseTo(1, within(0.05));
    }
  }

  @Test
  void ofAFadingSeriesItFades() {
    Persistence fading = fit(autoregression(0.7), STEPS);
    double expected = 1;
    for (List<Double> step : fading.weights()) {
      expected *= 0.7;
      assertThat(sum(step)).isCloseTo(expected, within(0.1));
    }
    assertThat(fading.weights().getFirst().getFirst()).isCloseTo(0.7, within(0.07));
  }

  @Test
  void ofNoiseNothingStays() {
    for (List<Double> step : fit(autoregression(0), STEPS).weights()) {
      assertThat(sum(step)).isCloseTo(0, within(0.15));
    }
  }

  @Test
  void forecastsAreWeightedMeansOfTheRecentPast() {
    Persistence two = new Persistence(List.of(1, 3), List.of(List.of(0.5, 0.0), List.of(1.0, 2.0)));
    double[] values = {1, 10, 4, 7, 1_000};
    assertThat(two.from(values, 4)).containsExactly(new double[] {3.5, 7 + 2 * 7}, within(1e-12));
  }

  @Test
  void nothingAfterTrainingIsRead() {
    double[] values = autoregression(0.7);
    double[] changed = values.clone();
    Arrays.fill(changed, 3_000, STEPS, 50);
    assertThat(fit(changed, 3_000)).isEqualTo(fit(values, 3_000));
    assertThat(fit(changed, 3_001)).isNotEqualTo(fit(values, 3_001));
  }

  @Test
  void filledValuesAreNotLearntFrom() {
    double[] values = autoregression(0.7);
    boolean[] observed = new boolean[STEPS];
    Arrays.fill(observed, 0, 3_000, true);
    assertThat(Persistence.fit(values, observed, STEPS, WINDOW, HORIZON))
        .isEqualTo(fit(values, 3_000));
  }

  @Test
  void noSpanIsLongerThanTheWindow() {
    boolean[] observed = new boolean[STEPS];
    Arrays.fill(observed, true);
    assertThat(Persistence.fit(autoregression(0.7), observed, STEPS, 13, 1).spans())
        .containsExactly(1, 3, 7);
  }
}
