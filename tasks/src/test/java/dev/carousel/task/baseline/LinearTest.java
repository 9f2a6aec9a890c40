package dev.carousel.task.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearTest {
  private static final double NONE = Double.NaN;

  /** Two waves and a level: five lags are enough to go on for ever, whatever level and scale. */
  private static double[] waves(int n, double level, double scale) {
    double[] values = new double[n];
    Arrays.setAll(
        values, t -> level + scale * (StrictMath.sin(0.7 * t) + 0.5 * StrictMath.cos(1.9 * t)));
    return values;
  }

  private static Linear fitted() {
    List<double[]> series = List.of(waves(60, 3, 1), waves(90, -400, 50));
    return Linear.fit(series, new int[] {60, 80}, 7, 5, 0);
  }

  @Test
  void continuesWhatIsLinear() {
    double[] other = waves(40, 1e3, 7);

    assertThat(fitted().forecast(other, 30, 5))
        .containsExactly(Arrays.copyOfRange(other, 30, 35), within(1e-3));
  }

  @Test
  void movesAndScalesWithTheSeries() {
    Linear linear =
        Linear.fit(List.of(new Random(1).doubles(80).toArray()), new int[] {80}, 6, 4, 0.1);
    double[] history = new Random(2).doubles(20).toArray();
    double[] forecast = linear.forecast(history, 20, 4);
    double[] moved = Arrays.stream(history).map(v -> 8 * v - 100).toArray();

    assertThat(linear.forecast(moved, 20, 4))
        .containsExactly(Arrays.stream(forecast).map(v -> 8 * v - 100).toArray(), within(1e-11));
    assertThat(linear.forecast(history, 20, 2)).isEqualTo(Arrays.copyOf(forecast, 2));
    assertThat(linear.lags()).isEqualTo(6);
    assertThat(linear.horizon()).isEqualTo(4);
  }

  @Test
  void readsTheLagsAndNothingElse() {
    Linear linear = fitted();
    double[] history = waves(40, 0, 1);
    double[] changed = history.clone();
    Arrays.fill(changed, 0, 23, 99);
    Arrays.fill(changed, 30, 40, 99);

    assertThat(linear.forecast(changed, 30, 5)).isEqualTo(linear.forecast(history, 30, 5));
    changed[23] += 1;
    assertThat(linear.forecast(changed, 30, 5)).isNotEqualTo(linear.forecast(history, 30, 5));
  }

  @Test
  void missingLagsAreTheValueBefore() {
    Linear linear = fitted();
    double[] gap = {1, 5, NONE, NONE, 2, 7, NONE, 3, NONE, 4};
    double[] filled = {1, 5, 5, 5, 2, 7, 7, 3, 3, 4};
    assertThat(linear.forecast(gap, 10, 5)).isEqualTo(linear.forecast(filled, 10, 5));
    assertThat(linear.forecast(gap, 9, 5)).isEqualTo(linear.forecast(filled, 9, 5));
    double[] young = {NONE, 2, 7, 4};
    double[] padded = {2, 2, 2, 2, 2, 2, 2, 7, 4};
    assertThat(linear.forecast(young, 4, 5)).isEqualTo(linear.forecast(padded, 9, 5));
    assertThat(linear.forecast(young, 1, 2)).containsOnly(NONE);
  }

  @Test
  void missingTargetsAreNotLearntFrom() {
    double[] values = waves(90, 3, 1);
    values[40] = NONE;
    values[41] = NONE;
    Linear linear = Linear.fit(List.of(values), new int[] {90}, 7, 5, 1e-9);
    double[] other = waves(40, 1e3, 7);

    assertThat(linear.forecast(other, 30, 5))
        .as("only lags that were filled disturb")
        .containsExactly(Arrays.copyOfRange(other, 30, 35), within(3.0));
  }

  @Test
  void refusesWhatCannotBeFitted() {
    List<double[]> one = List.of(waves(11, 0, 1));
    assertThatThrownBy(() -> Linear.fit(one, new int[] {11}, 7, 5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 values");
    assertThatThrownBy(() -> Linear.fit(one, new int[] {11}, 1, 5, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Linear.fit(one, new int[0], 4, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fitted().forecast(waves(30, 0, 1), 30, 6))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
