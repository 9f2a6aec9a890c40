package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.task.panel.PanelOptions.CellKind;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.series.NamedSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the network says before it has learnt anything. */
class LinearStartTest {
  /** Sums of two waves follow a linear recurrence, which a ridge regression finds. */
  @Test
  void beginsWhereALinearModelEnds() {
    PanelSpec spec = SamplePanel.spec(false, Scaling.LAST);
    List<PreparedSeries> series = new ArrayList<>();
    List<NamedSeries> shortened = new ArrayList<>();
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double[] values = new double[60];
      for (int t = 0; t < 60; t++) {
        double wave = StrictMath.sin(0.7 * t + i) + (i - 5) * StrictMath.cos(0.31 * t);
        values[t] = (1 + i) * wave;
      }
      all.add(values);
      series.add(new PreparedSeries(spec, values));
      NamedSeries whole = NamedSeries.undated("s" + i, new LinkedHashMap<>(), values);
      shortened.add(HeldOut.shortened(whole, 3));
    }
    PanelWindows windows = new PanelWindows(spec, series, LossKind.MAE, 10_000);
    PanelOptions.NetworkOptions options =
        new PanelOptions.NetworkOptions(CellKind.GRU, 7, 0.3, 2, spec.levels());
    Network network = new DirectKind().toTrain(spec, options, 5);
    LinearStart.write(spec, windows, network);
    PanelModel model =
        new PanelModel(
            spec, new DirectKind(), PanelNetwork.toForecast(spec, network), Engine.shared(), null);

    List<double[][]> forecasts = model.quantiles(shortened);
    double error = 0;
    double size = 0;
    for (int i = 0; i < 12; i++) {
      for (int h = 0; h < 3; h++) {
        double middle = (forecasts.get(i)[0][h] + forecasts.get(i)[1][h]) / 2;
        error += Math.abs(middle - all.get(i)[57 + h]);
        size += Math.abs(all.get(i)[57 + h] - all.get(i)[56]);
      }
    }
    assertThat(error / size).isLessThan(0.3); // the recurrent layers still say a tenth of anything
  }

  /** Of noise the strongest pull to zero is the best; of what is exact the weakest. */
  @Test
  void theRidgeFollowsTheNoise() {
    assertThat(chosen(0)).isEqualTo(0.0003);
    assertThat(chosen(30)).isEqualTo(1.0);
  }

  private static double chosen(double noise) {
    PanelSpec spec = SamplePanel.spec(false, Scaling.STANDARD);
    Random random = new Random(4);
    double[] values = new double[400];
    for (int t = 0; t < values.length; t++) {
      values[t] = StrictMath.sin(0.7 * t) + noise * random.nextGaussian();
    }
    PreparedSeries series =
        new PreparedSeries(spec, NamedSeries.undated("s", new LinkedHashMap<>(), values), 100);
    List<PreparedSeries> one = List.of(series);
    Origins early = Origins.every(new int[] {10}, new int[] {60}, 1);
    Origins late = Origins.every(new int[] {100}, new int[] {390}, 1);
    PanelWindows learn = new PanelWindows(spec, one, LossKind.MSE, 1000, early);
    PanelWindows decide = new PanelWindows(spec, one, LossKind.MSE, 1000, late);
    return new LinearStart(spec, learn).choose(decide, LossKind.MSE);
  }
}
