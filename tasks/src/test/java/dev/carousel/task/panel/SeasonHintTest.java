package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which season is seen in values alone; the note itself is tested on the command line. */
class SeasonHintTest {
  private static double[] series(int n, int season, double noise, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, n)
        .mapToDouble(t -> 0.01 * t + (double) (t % season) / season + noise * random.nextGaussian())
        .toArray();
  }

  @Test
  void isWhereTheChangesReturn() {
    for (int season : new int[] {4, 7, 12, 24, 52}) {
      for (int seed = 1; seed <= 20; seed++) {
        assertThat(SeasonHint.season(series(8 * season, season, 0.05, seed)))
            .as("season %d, seed %d", season, seed)
            .isEqualTo(season);
      }
    }
  }

  @Test
  void holesDoNotMatter() {
    double[] holes = series(240, 12, 0.02, 1);
    IntStream.range(0, 240).filter(t -> t % 17 == 3).forEach(t -> holes[t] = Double.NaN);
    assertThat(SeasonHint.season(holes)).isEqualTo(12);
  }

  @Test
  void noneOfWhatDoesNotReturn() {
    for (int seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      double[] walk = new double[300];
      double[] noise = random.doubles(300).toArray();
      for (int t = 1; t < walk.length; t++) {
        walk[t] = walk[t - 1] + random.nextGaussian();
      }
      assertThat(SeasonHint.season(walk)).as("walk %d", seed).isEqualTo(1);
      assertThat(SeasonHint.season(noise)).as("noise %d", seed).isEqualTo(1);
    }
  }

  @Test
  void noneOfWhatIsTooShortOrConstant() {
    assertThat(SeasonHint.season(new double[] {})).isEqualTo(1);
    assertThat(SeasonHint.season(new double[] {1})).isEqualTo(1);
    assertThat(SeasonHint.season(new double[] {1, 2, 1, 2})).isEqualTo(1);
    assertThat(SeasonHint.season(new double[100])).isEqualTo(1);
    double[] line = IntStream.range(0, 100).mapToDouble(t -> 3 * t).toArray();
    assertThat(SeasonHint.season(line)).isEqualTo(1);
  }
}
