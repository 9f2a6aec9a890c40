package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.panel.PanelOptions.LossKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which windows are learnt from, and what each counts. */
class PanelWindowsTest {
  private static final PanelSpec SPEC = SamplePanel.spec(false, Scaling.LAST);

  private static PreparedSeries prepared(int n, long seed) {
    return new PreparedSeries(SPEC, SamplePanel.series(n, seed));
  }

  @Test
  void everyOriginOfEverySeriesOnce() {
    List<PreparedSeries> series = List.of(prepared(13, 1), prepared(2, 2), prepared(30, 3));
    PanelWindows windows = new PanelWindows(SPEC, series, LossKind.MAE, 1000);
    // from 7 (13 less two horizons), none, and from 8 (a window)
    assertThat(windows.size()).isEqualTo(6 + 22);
    List<float[]> expected = new ArrayList<>();
    for (int origin = 7; origin < 13; origin++) {
      expected.add(window(series.get(0), origin));
    }
    for (int origin = 8; origin < 30; origin++) {
      expected.add(window(series.get(2), origin));
    }
    for (int i = 0; i < windows.size(); i++) {
      float[] read = new float[8];
      windows.readInput(i, read, 0);
      assertThat(read).as("window " + i).isEqualTo(expected.get(i));
    }
  }

  private static float[] window(PreparedSeries series, int origin) {
    float[] window = new float[8];
    series.window(origin, window, 0);
    return window;
  }

  @Test
  void fewerAreSpreadOverAll() {
    List<PreparedSeries> series = List.of(prepared(108, 1), prepared(58, 2));
    PanelWindows windows = new PanelWindows(SPEC, series, LossKind.MAE, 30);
    assertThat(windows.size()).isEqualTo(30);
    float[] first = new float[8];
    windows.readInput(0, first, 0);
    assertThat(first).isEqualTo(window(series.get(0), 8));
    float[] second = new float[8];
    windows.readInput(20, second, 0);
    assertThat(second).isEqualTo(window(series.get(1), 8));
    windows.readInput(1, second, 0);
    assertThat(second).isEqualTo(window(series.get(0), 13));
  }

  @Test
  void stepsBehindTheEndWeighNothing() {
    PreparedSeries series = prepared(20, 4);
    PanelWindows windows = new PanelWindows(SPEC, List.of(series), LossKind.MAE, 100);
    float[] weights = new float[6];
    windows.readWeights(windows.size() - 1, weights, 0); // origin 19, one step known
    assertThat(weights[0]).isPositive().isEqualTo(weights[1]);
    assertThat(Arrays.copyOfRange(weights, 2, 6)).containsOnly(0f);
    windows.readWeights(0, weights, 0);
    assertThat(weights).doesNotContain(0f);
  }

  @Test
  void aSeriesThatHardlyMovesCountsMoreForItsMaseButNotWithoutLimit() {
    double[] still = SamplePanel.series(40, 9);
    double[] constant = new double[40];
    Arrays.fill(constant, 3);
    List<PreparedSeries> series =
        List.of(
            prepared(40, 9), new PreparedSeries(SPEC, still), new PreparedSeries(SPEC, constant));
    PanelWindows windows = new PanelWindows(SPEC, series, LossKind.MAE, 1000);
    float[] weights = new float[6];
    for (int i = 0; i < windows.size(); i++) {
      windows.readWeights(i, weights, 0);
      for (float weight : weights) {
        assertThat(weight).isFinite().isNotNegative();
      }
    }
  }
}
