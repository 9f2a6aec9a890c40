package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.forecast.Season.Cycle;
import dev.carousel.task.series.TimeSeries;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeasonChoiceTest {
  private static final int DAYS = 1_000;

  private static TimeSeries series(double[] values) {
    return SampleSeries.alone(SampleSeries.DAILY, values);
  }

  private static double[] noise(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, DAYS).mapToDouble(t -> 5 + random.nextGaussian()).toArray();
  }

  private static double wave(double t, double period) {
    return StrictMath.sin(2 * StrictMath.PI * t / period + 1);
  }

  @Test
  void findsAWeek() {
    double[] values = noise(1);
    for (int t = 0; t < DAYS; t++) {
      values[t] += wave(t, 7);
    }
    assertThat(SeasonChoice.choose(series(values), DAYS))
        .containsExactly(new Season(Cycle.WEEK, 1));
  }

  @Test
  void findsAYearBesideAWeekOfSharperShape() {
    double[] values = noise(2);
    for (int t = 0; t < DAYS; t++) {
      values[t] += (t % 7 >= 5 ? 4 : 0) + 3 * wave(t, 365.25);
    }
    List<Season> seasons = SeasonChoice.choose(series(values), DAYS);
    assertThat(seasons.stream().map(Season::cycle)).containsExactly(Cycle.WEEK, Cycle.YEAR);
    assertThat(seasons.getFirst().harmonics()).isGreaterThan(1);
  }

  /** Now and then a weak cycle is found where there is none, but never one that matters. */
  @Test
  void findsNothingThatMattersInNoise() {
    int none = 0;
    for (int seed = 0; seed < 20; seed++) {
      TimeSeries series = series(noise(seed));
      List<Season> seasons = SeasonChoice.choose(series, DAYS);
      none += seasons.isEmpty() ? 1 : 0;
      Channel channel = Channel.fit("x", series.target(), series, seasons, DAYS);
      assertThat(channel.weights()).allSatisfy(w -> assertThat(Math.abs(w)).isLessThan(0.2));
    }
    assertThat(none).isGreaterThan(10);
  }

  @Test
  void readsTrainingTimeOnly() {
    double[] values = noise(3);
    for (int t = 300; t < DAYS; t++) {
      values[t] += 50 * wave(t, 7);
    }
    assertThat(SeasonChoice.choose(series(values), 300)).isEmpty();
    assertThat(SeasonChoice.choose(series(values), DAYS)).isNotEmpty();
  }

  @Test
  void leavesOutWhatIsMissing() {
    double[] values = noise(1);
    for (int t = 0; t < DAYS; t++) {
      values[t] = t % 9 == 4 ? Double.NaN : values[t] + wave(t, 7);
    }
    assertThat(SeasonChoice.choose(series(values), DAYS))
        .containsExactly(new Season(Cycle.WEEK, 1));
  }
}
