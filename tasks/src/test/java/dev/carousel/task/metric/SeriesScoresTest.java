package dev.carousel.task.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesScoresTest {
  private static final double NONE = Double.NaN;
  private static final double[] HISTORY = {1, 3, 2, 7, 1_000};

  @Test
  void equalTheHandComputedExample() {
    SeriesScores scores =
        SeriesScores.of(HISTORY, 4, 2, new double[] {4, 0, NONE, -5}, new double[] {6, 1, 9, -4});

    // |e| = 2, 1, 1; seasonal steps |2-1|, |7-3|; steps 2, -1, 5
    assertThat(scores.count()).isEqualTo(3);
    assertThat(scores.mae()).isCloseTo(4 / 3.0, within(1e-12));
    assertThat(scores.rmse()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(scores.smape()).isCloseTo((40 + 200 + 200 / 9.0) / 3, within(1e-12));
    assertThat(scores.mape()).as("0 is left out").isCloseTo((50 + 20) / 2.0, within(1e-12));
    assertThat(scores.mase()).isCloseTo(4 / 3.0 / 2.5, within(1e-12));
    assertThat(scores.rmsse()).isCloseTo(Math.sqrt(2 / 10.0), within(1e-12));
  }

  @Test
  void zeroDenominatorsAreUndefined() {
    double[] constant = {3, 3, 3};
    SeriesScores scores = SeriesScores.of(constant, 3, 1, new double[] {0}, new double[] {0});

    assertThat(scores.smape()).isZero();
    assertThat(scores.mape()).isNaN();
    assertThat(scores.mase()).isNaN();
    assertThat(scores.rmsse()).isNaN();
    assertThatThrownBy(() -> SeriesScores.of(constant, 3, 1, new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void relativeErrorsDoNotChangeWithTheUnit() {
    Random random = new Random(3);
    double[] history = random.doubles(17, 1, 9).toArray();
    double[] actual = random.doubles(5, 1, 9).toArray();
    double[] forecast = random.doubles(5, 1, 9).toArray();

    SeriesScores one = SeriesScores.of(history, 17, 4, actual, forecast);
    SeriesScores other = SeriesScores.of(scaled(history), 17, 4, scaled(actual), scaled(forecast));

    assertThat(other.smape()).isEqualTo(one.smape());
    assertThat(other.mape()).isEqualTo(one.mape());
    assertThat(other.mase()).isEqualTo(one.mase());
    assertThat(other.rmsse()).isEqualTo(one.rmsse());
    assertThat(other.mae()).isEqualTo(1_024 * one.mae());
  }

  private static double[] scaled(double[] values) {
    return Arrays.stream(values).map(v -> 1_024 * v).toArray();
  }

  @Test
  void groupsAverageSeriesAndPoolSteps() {
    SeriesScores shorter = new SeriesScores(1, 1, 10, 5, 0.5, 0.4, 2);
    SeriesScores longer = new SeriesScores(3, 3, 40, NONE, NONE, 0.8, 6);
    SeriesScores empty = new SeriesScores(NONE, NONE, NONE, NONE, NONE, NONE, 0);

    GroupScores group = GroupScores.of(List.of(shorter, longer, empty));

    assertThat(group.smape()).isEqualTo(25);
    assertThat(group.pooledSmape()).isEqualTo((2 * 10 + 6 * 40) / 8.0);
    assertThat(group.mape()).isEqualTo(5);
    assertThat(group.mase()).isEqualTo(0.5);
    assertThat(group.rmsse()).isCloseTo(0.6, within(1e-12));
    assertThat(group.mae()).isEqualTo(2);
    assertThat(group.series()).isEqualTo(3);
    assertThat(group.unscaled()).isEqualTo(1);
  }

  /** M4 hourly, from the published averages: seasonal naive 13.912 and 1.193. */
  @Test
  void owaComesFromTheAveragesOfTheGroup() {
    GroupScores naive2 = new GroupScores(18.383, 0, 0, 2.395, 0, 0, 414, 0);
    GroupScores seasonal = new GroupScores(13.912, 0, 0, 1.193, 0, 0, 414, 0);

    assertThat(seasonal.owa(naive2)).isCloseTo(0.62745, within(5e-5));
    assertThat(naive2.owa(naive2)).isEqualTo(1);
    assertThat(seasonal.owa(new GroupScores(0, 0, 0, 1, 0, 0, 1, 0))).isNaN();
  }
}
