package dev.carousel.task.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.task.conformal.ConformalIntervals.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConformalIntervalsTest {
  private static final double NONE = Double.NaN;

  @Test
  void takesTheFiniteSampleQuantileOfEachStep() {
    List<double[]> errors = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      errors.add(new double[] {i % 2 == 0 ? i : -i, i == 9 ? NONE : 10 * i});
    }

    ConformalIntervals intervals = ConformalIntervals.fit(errors, 0.7);

    assertThat(intervals.horizon()).isEqualTo(2);
    assertThat(intervals.radius(0)).as("ceil(10 * 0.7) = 7th of 9").isEqualTo(7);
    assertThat(intervals.radius(1)).as("ceil(9 * 0.7) = 7th of 8").isEqualTo(70);
    Bounds bounds = intervals.around(new double[] {100, -5}, 0.5);
    assertThat(bounds.lower()).containsExactly(96.5, -40);
    assertThat(bounds.upper()).containsExactly(103.5, 30);
  }

  @Test
  void theLargestErrorIsTakenWhereJustEnoughAreThere() {
    for (double[] each : new double[][] {{0.5, 1}, {0.8, 4}, {0.9, 9}, {0.95, 19}, {0.99, 99}}) {
      assertThat(ConformalIntervals.leastErrors(each[0])).isEqualTo((int) each[1]);
    }
    List<double[]> errors = new ArrayList<>();
    for (int i = 1; i <= 19; i++) {
      errors.add(new double[] {i});
    }
    assertThat(ConformalIntervals.fit(errors, 0.95).radius(0)).isEqualTo(19);
    assertThatThrownBy(() -> ConformalIntervals.fit(errors.subList(0, 18), 0.95))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("step 1 ahead has 18 forecasts")
        .hasMessageContaining("at least 19");
  }

  /** Coverage over many draws of few errors: the promise is for any n, and not far exceeded. */
  @Test
  void coversAsOftenAsPromisedWhateverTheDistribution() {
    Random random = new Random(11);
    for (double coverage : new double[] {0.8, 0.9}) {
      for (int n : new int[] {12, 37}) {
        int inside = 0;
        int trials = 20_000;
        for (int trial = 0; trial < trials; trial++) {
          List<double[]> errors = new ArrayList<>();
          for (int i = 0; i < n; i++) {
            errors.add(new double[] {skewed(random)});
          }
          double radius = ConformalIntervals.fit(errors, coverage).radius(0);
          inside += Math.abs(skewed(random)) <= radius ? 1 : 0;
        }
        double exact = Math.ceil((n + 1) * coverage) / (n + 1);
        assertThat((double) inside / trials)
            .as("coverage %s from %d errors", coverage, n)
            .isCloseTo(exact, within(0.008)); // 2.8 standard errors at 0.8
      }
    }
  }

  private static double skewed(Random random) {
    double u = random.nextDouble();
    return u * u * u * 50 - 3;
  }

  @Test
  void scoresBelowZeroPullBoundsInButNeverCrossThem() {
    List<double[]> scores = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      scores.add(new double[] {-2 - i});
    }

    ConformalIntervals intervals = ConformalIntervals.ofScores(scores, 0.8);

    Bounds wide = intervals.around(new double[] {0}, new double[] {10}, 1);
    assertThat(wide.lower()).containsExactly(2);
    assertThat(wide.upper()).containsExactly(8);
    Bounds narrow = intervals.around(new double[] {0}, new double[] {3}, 1);
    assertThat(narrow.lower()).containsExactly(1.5);
    assertThat(narrow.upper()).containsExactly(1.5);
  }

  @Test
  void refusesWhatItCannotServe() {
    ConformalIntervals one = ConformalIntervals.fit(List.of(new double[] {1}), 0.5);

    assertThatThrownBy(() -> one.around(new double[2], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.around(new double[1], NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConformalIntervals.fit(List.of(), 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConformalIntervals.leastErrors(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Of ten errors five steps count, at the ends fewer; of many each step stands for itself. */
  @Test
  void halfWidthsOfFewErrorsAreMeansOfNeighbours() {
    List<Double> radii = List.of(1.0, 4.0, 1.0, 9.0, 10.0, 2.0);
    assertThat(ConformalIntervals.smoothed(radii, 10))
        .containsExactly(1.0, 2.0, 5.0, 5.2, 7.0, 2.0);
    assertThat(ConformalIntervals.smoothed(radii, 16))
        .containsExactly(1.0, 2.0, 14.0 / 3, 20.0 / 3, 7.0, 2.0);
    assertThat(ConformalIntervals.smoothed(radii, 30)).isEqualTo(radii);
    assertThat(ConformalIntervals.smoothed(radii, 500)).isEqualTo(radii);
  }
}
