package dev.carousel.task.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticalBaselinesTest {
  private static final double NONE = Double.NaN;
  private static final double[] INDICES = {0.4, 1.7, 0.9, 1.0}; // mean 1

  /** A level that grows, times an index for each of four places, times noise. */
  private static double[] seasonal(int n, double growth, double noise, long seed) {
    Random random = new Random(seed);
    double[] values = new double[n];
    Arrays.setAll(
        values,
        t -> (50 + growth * t) * INDICES[t % 4] * (1 + noise * (random.nextDouble() - 0.5)));
    return values;
  }

  private static List<Baseline> all() {
    return List.of(new SeasonalMean(4), new Naive2(4), new Theta(4), new Ets(4), new Ets(4, true));
  }

  @Test
  void theSeasonalMeanEqualsTheHandComputedOne() {
    double[] history = {NONE, 1, 4, 2, 8, NONE, 1_000, 1_000};

    assertThat(new SeasonalMean(3).forecast(history, 6, 4))
        .as("places 0 and 3; 1 and 4; 2 alone")
        .containsExactly(2, 4.5, 4, 2);
    assertThat(new SeasonalMean(5).forecast(history, 3, 3))
        .as("place 3 has nothing yet, the last observed stands in; nor have 4 and 0")
        .containsExactly(4, 4, 4);
    assertThat(new SeasonalMean(1).forecast(history, 5, 2)).containsExactly(3.75, 3.75);
  }

  @Test
  void decompositionFindsTheIndices() {
    double[] level = seasonal(17, 0, 0, 1);
    SeasonalAdjustment found = SeasonalAdjustment.of(level, 4);

    assertThat(found.multiplicative()).isTrue();
    assertThat(found.indices()).containsExactly(INDICES, within(1e-12));
    assertThat(found.adjust(level)).containsOnly(new double[] {50}, within(1e-9));
    assertThat(found.restore(new double[] {50, 50}, 17)).containsExactly(85, 45);

    double[] odd = {-1, 5, 2, -1, 5, 2, -1, 5, 2, -1, 5};
    SeasonalAdjustment additive = SeasonalAdjustment.of(odd, 3);
    assertThat(additive.multiplicative()).isFalse();
    assertThat(additive.indices()).containsExactly(new double[] {-3, 3, 0}, within(1e-12));
    assertThat(additive.restore(new double[] {2, 2}, 11))
        .containsExactly(new double[] {2, -1}, within(1e-12));
  }

  /** Of a line the moving average of any season is the line, so its differences are 0. */
  @Test
  void aLineHasNoAdditiveSeason() {
    double[] line = new double[23];
    Arrays.setAll(line, t -> 7 * t - 40);
    for (int season : new int[] {2, 3, 4, 7, 11}) {
      assertThat(SeasonalAdjustment.of(line, season).indices())
          .hasSize(season)
          .containsOnly(new double[] {0}, within(1e-9));
    }
  }

  @Test
  void onlyASignificantSeasonCounts() {
    double[] noise = new Random(4).doubles(60, 1, 2).toArray();
    double[] constant = new double[40];
    Arrays.fill(constant, 3);

    assertThat(SeasonalAdjustment.isSeasonal(seasonal(40, 0, 0.2, 1), 4)).isTrue();
    assertThat(SeasonalAdjustment.isSeasonal(noise, 4)).isFalse();
    assertThat(SeasonalAdjustment.isSeasonal(constant, 4)).isFalse();
  }

  /**
   * r(1) to r(4) are -0.65, 0.5, -0.6833 and 0.6667: more than 1.645 / sqrt(12) = 0.475, less than
   * Bartlett's 0.475 sqrt(1 + 2 (0.65^2 + 0.5^2 + 0.6833^2)) = 0.860. With 40 values r(4) is 0.9
   * and the limit 0.556.
   */
  @Test
  void bartlettsLimitCountsTheShorterLags() {
    double[] values = new double[40];
    Arrays.setAll(values, t -> new double[] {1, 3, 2, 4}[t % 4]);

    assertThat(SeasonalAdjustment.isSeasonal(Arrays.copyOf(values, 12), 4)).isFalse();
    assertThat(SeasonalAdjustment.isSeasonal(values, 4)).isTrue();
  }

  @Test
  void naive2CarriesTheLevelAndTheSeasonOn() {
    double[] history = seasonal(42, 0, 0, 1);

    assertThat(new Naive2(4).forecast(history, 42, 5))
        .containsExactly(new double[] {45, 50, 20, 85, 45}, within(1e-9));
    assertThat(new Naive2(1).forecast(history, 42, 2)).containsExactly(85, 85);
    double[] late = Arrays.copyOf(history, 44);
    late[42] = NONE;
    late[43] = NONE;
    assertThat(new Naive2(4).forecast(late, 44, 3))
        .as("two steps without a value before the origin")
        .containsExactly(new double[] {20, 85, 45}, within(1e-9));
  }

  @Test
  void smoothingHasTheLeastSquaredErrors() {
    Random random = new Random(9);
    for (int n : new int[] {1, 2, 3, 8, 40}) {
      double[] values = new double[n];
      for (int t = 0; t < n; t++) {
        values[t] = (t == 0 ? 1e4 : values[t - 1]) + random.nextGaussian();
      }
      SimpleSmoothing fit = SimpleSmoothing.fit(values);
      for (double alpha = 0.01; alpha < 1; alpha += 0.01) {
        for (double first = 1e4 - 4; first < 1e4 + 4; first += 0.05) {
          double[] run = smooth(values, alpha, first);
          assertThat(fit.squares()).as("%d values", n).isLessThanOrEqualTo(run[1] + 1e-7);
        }
      }
    }
  }

  /** Level and squared errors by the recursion. */
  private static double[] smooth(double[] values, double alpha, double first) {
    double level = first;
    double squares = 0;
    for (double value : values) {
      squares += (value - level) * (value - level);
      level += alpha * (value - level);
    }
    return new double[] {level, squares};
  }

  @Test
  void smoothingEndsAtTheLevelOfTheRecursion() {
    double[] values = {3, 1, 4, 1, 5, 9, 2, 6};
    SimpleSmoothing fit = SimpleSmoothing.fit(values);
    // the first level that gives these squares: the parabola through three of them
    double at0 = smooth(values, fit.alpha(), 0)[1];
    double at1 = smooth(values, fit.alpha(), 1)[1];
    double at2 = smooth(values, fit.alpha(), 2)[1];
    double curve = (at2 - 2 * at1 + at0) / 2;
    double first = -(at1 - at0 - curve) / (2 * curve);

    assertThat(smooth(values, fit.alpha(), first))
        .containsExactly(new double[] {fit.level(), fit.squares()}, within(1e-6));
  }

  /** Hyndman and Billah (2003): simple smoothing with half the slope of the line as drift. */
  @Test
  void thetaIsSmoothingWithHalfTheSlope() {
    double[] line = new double[30];
    Arrays.setAll(line, t -> 100 + 3 * t);
    assertThat(new Theta(1).forecast(line, 30, 3))
        .containsExactly(new double[] {188.5, 190, 191.5}, within(1e-3));

    double[] any = new Random(6).doubles(25, 5, 9).toArray();
    double[] forecast = new Theta(1).forecast(any, 25, 4);
    double half = Line.through(any).slope() / 2;
    for (int h = 1; h < 4; h++) {
      assertThat(forecast[h] - forecast[h - 1]).isCloseTo(half, within(1e-12));
    }
    assertThat(new Theta(1).forecast(new double[] {7}, 1, 2)).containsExactly(7, 7);
  }

  @Test
  void thetaStaysAtZeroWhereTheSeriesDoes() {
    double[] falling = {90, 80, 71, 60, 49, 41, 30, 20, 11, 1};

    assertThat(Arrays.stream(new Theta(1).forecast(falling, 10, 20)))
        .contains(0.0)
        .allMatch(v -> v >= 0);
    double[] below = falling.clone();
    below[9] = -1;
    assertThat(new Theta(1).forecast(below, 10, 20)[19]).isNegative();
  }

  @Test
  void aShorterHorizonIsThePrefixOfALongerOne() {
    double[] history = seasonal(41, 0.7, 0.3, 3);
    history[17] = NONE;
    history[40] = NONE;
    for (Baseline baseline : all()) {
      double[] longer = baseline.forecast(history, 41, 11);
      for (int h : new int[] {1, 4, 10}) {
        assertThat(baseline.forecast(history, 41, h))
            .as(baseline.name())
            .isEqualTo(Arrays.copyOf(longer, h));
      }
    }
  }

  @Test
  void forecastsScaleWithTheSeries() {
    double[] history = seasonal(37, 0.5, 0.2, 8);
    double[] scaled = Arrays.stream(history).map(v -> v / 4_096).toArray();
    for (Baseline baseline : all()) {
      double[] small = baseline.forecast(scaled, 37, 6);
      double[] expected =
          Arrays.stream(baseline.forecast(history, 37, 6)).map(v -> v / 4_096).toArray();
      double tolerance = baseline instanceof Ets ? 1e-3 * expected[0] : 0;
      assertThat(small).as(baseline.name()).containsExactly(expected, within(tolerance));
    }
  }

  @Test
  void nothingFromTheOriginOnIsRead() {
    double[] history = seasonal(40, 0.5, 0.2, 5);
    double[] changed = history.clone();
    Arrays.fill(changed, 30, 40, 1e9);
    double[] missing = Arrays.copyOf(history, 30);
    for (Baseline baseline : all()) {
      double[] expected = baseline.forecast(history, 30, 7);
      assertThat(baseline.forecast(changed, 30, 7)).as(baseline.name()).isEqualTo(expected);
      assertThat(baseline.forecast(missing, 30, 7)).as(baseline.name()).isEqualTo(expected);
    }
  }

  @Test
  void fewOrNoValuesAreForecastToo() {
    for (Baseline baseline : all()) {
      assertThat(baseline.forecast(new double[] {NONE, NONE}, 2, 3)).containsOnly(NONE);
      assertThat(baseline.forecast(new double[0], 0, 1)).containsOnly(NONE);
      double[] few = {NONE, 4, 9, NONE, 2, 5, 7, 1, 6, 3};
      for (int n = 2; n <= few.length; n++) {
        assertThat(Arrays.stream(baseline.forecast(few, n, 3)))
            .as("%s of %d", baseline.name(), n)
            .allMatch(Double::isFinite);
      }
      double[] zero = new double[30];
      assertThat(baseline.forecast(zero, 30, 2)).as(baseline.name()).containsExactly(0, 0);
      Arrays.fill(zero, 5);
      assertThat(baseline.forecast(zero, 30, 2))
          .as(baseline.name())
          .containsExactly(new double[] {5, 5}, within(1e-9));
    }
  }

  @Test
  void thoseThatApply() {
    double[] target = seasonal(60, 0.5, 0.2, 2);
    TimeSeries series =
        TimeSeries.of(
            Frequency.of(Frequency.Unit.DAY),
            LocalDateTime.parse("2012-01-01T00:00"),
            "y",
            target,
            Map.of());

    assertThat(Baselines.all(series, 50).stream().map(Baseline::name))
        .containsExactly(
            "naive", "seasonal-naive-7", "drift", "seasonal-mean-7", "naive2", "theta", "ets");
    assertThat(Baselines.ofValues(4).stream().map(Baseline::name))
        .containsExactly(
            "naive", "seasonal-naive-4", "seasonal-mean-4", "drift", "naive2", "theta", "ets");
    assertThat(Baselines.ofValues(1).stream().map(Baseline::name))
        .containsExactly("naive", "drift", "naive2", "theta", "ets");
  }
}
