package dev.carousel.task.panel.esrnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What a network is given of a stretch. */
class EsRnnSizesTest {
  private static final double[] SEASON = {2, -1, 0.5, -1.5};

  /** A level and a season from place 3 on; the values say their place. */
  private record Seasonal(int origin) implements Stretch {
    @Override
    public int first() {
      return 3;
    }

    @Override
    public double value(int place) {
      assertThat(place).isGreaterThanOrEqualTo(3);
      return 10 + SEASON[place % 4];
    }

    @Override
    public boolean observed(int place) {
      return place >= 3 && place < 20;
    }

    @Override
    public int token() {
      return 1;
    }

    @Override
    public double weight() {
      return 0.5;
    }
  }

  /** Whether the series is long enough or not, the season before it is that of its beginning. */
  @Test
  void seasonsAreFoundAndContinuedBackwards() {
    EsRnnSizes sizes = new EsRnnSizes(4, 2, 3, 6, 14, 1);
    for (int origin : new int[] {8, 12, 20}) {
      float[] given = new float[sizes.given()];
      sizes.write(new Seasonal(origin), given, 0);
      for (int i = 0; i < 14; i++) {
        int phase = Math.floorMod(origin - 14 + i, 4);
        assertThat((double) given[4 + i]).isCloseTo(10 + SEASON[phase], within(1e-6));
      }
      for (int j = 0; j < 4; j++) {
        int phase = Math.floorMod(origin - 14 + j, 4);
        assertThat((double) given[j]).isCloseTo(SEASON[phase], within(1e-6));
      }
    }
  }

  @Test
  void targetsAreWhatComesAfterEachPlace() {
    EsRnnSizes sizes = new EsRnnSizes(4, 2, 3, 6, 14, 2);
    var part = EsRnnExamples.of(1, i -> new Seasonal(19), sizes, false).targetParts().getFirst();
    float[] y = new float[sizes.targets()];
    float[] w = new float[sizes.targets()];
    part.readTarget(0, y, 0);
    part.readWeights(0, w, 0);
    for (int p = 0; p < 6; p++) {
      for (int h = 0; h < 3; h++) {
        int place = 19 - 6 + p + 1 + h;
        boolean known = place < 20;
        for (int q = 0; q < 2; q++) {
          int at = (p * 3 + h) * 2 + q;
          double value = known ? 10 + SEASON[place % 4] : 0;
          assertThat((double) y[at]).as("place %d", place).isCloseTo(value, within(1e-6));
          assertThat(w[at]).isEqualTo(known ? 0.5f : 0f);
        }
      }
    }
  }

  @Test
  void usualSizesFit() {
    for (int season : new int[] {1, 4, 12, 24, 168}) {
      for (int horizon : new int[] {1, 6, 48}) {
        EsRnnSizes sizes = EsRnnSizes.of(season, Math.max(4, season), horizon, 1);
        assertThat(sizes.length()).isGreaterThanOrEqualTo(sizes.places() + sizes.window() - 1);
        assertThat(sizes.dilations()).allMatch(d -> d >= 1).hasSize(3);
      }
    }
    assertThatThrownBy(() -> new EsRnnSizes(4, 2, 3, 6, 6, 1))
        .hasMessageContaining("expected at least 7");
  }
}
