package dev.carousel.task.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.task.baseline.EtsForm.Season;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EtsTest {
  private static final double NONE = Double.NaN;

  @Test
  void theFormsTried() {
    assertThat(EtsForm.candidates(true, true, true)).hasSize(15);
    assertThat(EtsForm.candidates(true, true, false)).hasSize(10);
    assertThat(EtsForm.candidates(false, true, false))
        .extracting(EtsForm::toString)
        .containsExactly("ETS(A,N,N)", "ETS(A,N,A)", "ETS(A,Ad,N)", "ETS(A,Ad,A)");
    assertThat(EtsForm.candidates(true, false, true)).hasSize(6);
    EtsForm largest = EtsForm.candidates(true, true, true).getLast();
    assertThat(largest).hasToString("ETS(M,Ad,M)");
    assertThat(largest.parameters(4))
        .as("alpha, beta, gamma, phi; level, slope, 3 of 4 indices; variance")
        .isEqualTo(10);
  }

  /** alpha 0.5, beta 0.2, gamma 0.1, phi 0.9 from level 10, slope 2. */
  @Test
  void anAdditiveStepEqualsTheHandComputedOne() {
    EtsParameters first = new EtsParameters(0.5, 0.2, 0.1, 0.9, 10, 2, new double[] {3, -3});
    EtsState state = new EtsState(Season.ADDITIVE, first);

    // forecast 10 + 1.8 + 3 = 14.8, error 1.2: level 12.4, slope 2.04, index 3.12
    state.run(new double[] {16}, 0, 1);
    assertThat(state.forecast(3))
        .containsExactly(
            new double[] {
              12.4 + 0.9 * 2.04 - 3,
              12.4 + (0.9 + 0.81) * 2.04 + 3.12,
              12.4 + (0.9 + 0.81 + 0.729) * 2.04 - 3
            },
            within(1e-12));
    assertThat(state.deviance(false, 1)).isCloseTo(Math.log(1.44), within(1e-12));
    // a missing value: the states move on
    state.run(new double[] {NONE}, 0, 1);
    assertThat(state.forecast(1))
        .containsExactly(new double[] {12.4 + (0.9 + 0.81) * 2.04 + 3.12}, within(1e-12));
  }

  @Test
  void aMultiplicativeStepEqualsTheHandComputedOne() {
    EtsParameters first = new EtsParameters(0.5, 0, 0.1, 1, 10, 0, new double[] {1.2, 0.8});
    EtsState state = new EtsState(Season.MULTIPLICATIVE, first);

    // forecast 12, error 3: p - q = 2.5, level 11.25, index 1.2 + 0.1 * 3 / 10
    state.run(new double[] {15}, 0, 1);
    assertThat(state.forecast(2))
        .containsExactly(new double[] {11.25 * 0.8, 11.25 * 1.23}, within(1e-12));
    assertThat(state.deviance(true, 1))
        .as("n log sum (e/f)^2 + 2 sum log f")
        .isCloseTo(Math.log(0.0625) + 2 * Math.log(12), within(1e-12));
  }

  @Test
  void theLogarithmOfManyForecastsDoesNotOverflow() {
    EtsParameters first = new EtsParameters(0.5, 0, 0, 1, 1e30, 0, new double[] {0});
    double[] values = new double[200];
    Arrays.fill(values, 1e30);
    values[199] = 2e30;

    assertThat(new EtsState(Season.NONE, first).run(values, 0, 200).deviance(true, 200))
        .isCloseTo(2 * 200 * 30 * Math.log(10), within(1e-6));
  }

  /** Simple smoothing is one of the forms, and its optimum is known in closed form. */
  @Test
  void theCriterionIsAtMostThatOfSimpleSmoothing() {
    for (long seed = 1; seed <= 12; seed++) {
      Random random = new Random(seed);
      double[] values = new double[30];
      double level = 0;
      for (int t = 0; t < 30; t++) {
        level += 0.4 * random.nextGaussian();
        values[t] = level + random.nextGaussian();
      }
      EtsFit.Model best = EtsFit.best(values, values, 1, false);

      double simple = 30 * Math.log(SimpleSmoothing.fit(values).squares()) + 6 + 24 / 26.0;
      assertThat(best).isNotNull();
      assertThat(best.criterion()).isLessThanOrEqualTo(simple + 0.02);
    }
  }

  @Test
  void theFormFollowsTheData() {
    Random random = new Random(3);
    double[] growing = new double[96];
    double[] index = {0.5, 0.7, 1.1, 1.7};
    for (int t = 0; t < 96; t++) {
      growing[t] = (20 + 2 * t) * index[t % 4] * (1 + 0.05 * random.nextGaussian());
    }

    assertThat(new Ets(4, true).fit(growing, 96).form()).isEqualTo("ETS(M,A,M)");
    assertThat(new Ets(4).fit(growing, 96).form()).isEqualTo("ETS(M,Ad,M)");
    double[] forecast = new Ets(4, true).forecast(growing, 96, 8);
    for (int h = 0; h < 8; h++) {
      double truth = (20 + 2 * (96 + h)) * index[h % 4];
      assertThat(forecast[h]).as("step %d", h).isCloseTo(truth, within(0.08 * truth));
    }
  }

  @Test
  void noiseSeldomLooksLikeMore() {
    int plain = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      double[] noise = new double[80];
      Arrays.setAll(noise, t -> -5 + random.nextGaussian());
      plain += new Ets(4).fit(noise, 80).form().equals("ETS(A,N,N)") ? 1 : 0;
    }
    assertThat(plain).isGreaterThanOrEqualTo(15);
  }

  @Test
  void aFittedFormOnlyBringsItsStatesUpToDate() {
    double[] values = new Random(8).doubles(80, 3, 9).toArray();
    FittedEts fitted = new Ets(1).fit(values, 50);
    double[] other = values.clone();
    Arrays.fill(other, 50, 80, 1_000);

    assertThat(new Ets(1).fit(other, 50).forecast(values, 70, 5))
        .as("nothing after training is learnt from")
        .isEqualTo(fitted.forecast(values, 70, 5));
    assertThat(fitted.forecast(other, 70, 5)).isNotEqualTo(fitted.forecast(values, 70, 5));
    assertThat(fitted.forecast(values, 50, 5)).isEqualTo(new Ets(1).forecast(values, 50, 5));
    assertThat(new Ets(1).fit(values, 4).form()).as("too few values").isEqualTo("naive");
    assertThat(new Ets(1).fit(values, 4).forecast(values, 60, 1)).containsExactly(values[59]);
  }

  @Test
  void refusesASeasonThatIsNone() {
    assertThatThrownBy(() -> new Ets(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Theta(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Naive2(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SeasonalMean(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSimplexFindsMinima() {
    double[] valley = // Rosenbrock (1960), minimum at 1, 1
        NelderMead.minimise(
            x -> 100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0]),
            new double[] {-1.2, 1},
            new double[] {0.5, 0.5},
            1_000);
    assertThat(valley).containsExactly(new double[] {1, 1}, within(1e-3));
    double[] edge =
        NelderMead.minimise(x -> x[0] < 2 ? NONE : x[0], new double[] {5}, new double[] {1}, 200);
    assertThat(edge[0]).isBetween(2.0, 2.001);
    double[] start =
        NelderMead.minimise(x -> 0, new double[] {3, 4, 5}, new double[] {1, 1, 1}, 100);
    assertThat(start).containsExactly(3, 4, 5);
  }
}
