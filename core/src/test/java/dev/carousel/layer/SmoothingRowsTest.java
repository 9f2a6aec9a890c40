package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.tensor.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exponential smoothing: its way back, and the values of series that are known. */
class SmoothingRowsTest {
  private static double[] sample(int seed, int n) {
    float[] values = Samples.values(seed, n, 1);
    double[] sample = new double[n];
    Arrays.setAll(sample, i -> values[i]);
    return sample;
  }

  @ParameterizedTest
  @CsvSource({"1,3,2,4,0", "1,1,1,1,3", "4,3,5,4,2", "4,5,9,3,0", "2,2,1,6,7", "5,1,3,2,0"})
  void gradientsAreCentralDifferences(int m, int window, int horizon, int places, int more) {
    SmoothingRows rows = new SmoothingRows(m, window, horizon, places);
    int before = m > 1 ? 2 + 2 * m : 1;
    double[] x = sample(3, before + places + window - 1 + more);
    int outputs = rows.outputs(x.length, 1);
    double[] dy = sample(4, outputs);
    double[] dx = new double[x.length];
    rows.gradient(x, new double[1], dy, dx);
    double h = 1e-6;
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += h;
      down[i] -= h;
      double[] yUp = new double[outputs];
      double[] yDown = new double[outputs];
      rows.value(up, new double[1], yUp);
      rows.value(down, new double[1], yDown);
      double slope = 0;
      for (int j = 0; j < outputs; j++) {
        slope += dy[j] * (yUp[j] - yDown[j]) / (2 * h);
      }
      assertThat(dx[i]).as("number %d", i).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
    }
  }

  /** A series that is level and season and nothing else: what is ahead is known. */
  @Test
  void whatRepeatsIsContinued() {
    int m = 3;
    double[] season = {1.5, -2, 0.5};
    double[] x = new double[2 + 2 * m + 10];
    x[0] = 0.3;
    x[1] = -0.4;
    System.arraycopy(season, 0, x, 2 + m, m);
    for (int t = 0; t < 10; t++) {
      x[2 + 2 * m + t] = 7 + season[t % m];
    }
    SmoothingRows rows = new SmoothingRows(m, 2, 5, 1);
    double[] y = new double[7];
    rows.value(x, new double[1], y);
    assertThat(y[0]).isCloseTo(0, within(1e-12)); // windows less level and season
    assertThat(y[1]).isCloseTo(0, within(1e-12));
    for (int h = 0; h < 5; h++) {
      assertThat(y[2 + h]).isCloseTo(7 + season[(10 + h) % m], within(1e-12));
    }
  }

  @Test
  void withoutASeasonItIsSimpleSmoothing() {
    double[] x = {0, 4, 8, 2, 6}; // a = 1/2: levels 4, 6, 4, 5
    double[] y = new double[2 * 3];
    new SmoothingRows(1, 1, 2, 2).value(x, new double[1], y);
    assertThat(y).containsExactly(-2, 4, 4, 1, 5, 5);
    assertThatThrownBy(() -> new SmoothingRows(1, 4, 2, 2).outputs(5, 1))
        .hasMessageContaining("expected at least 6");
  }
}
