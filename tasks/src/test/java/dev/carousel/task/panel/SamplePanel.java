package dev.carousel.task.panel;

import dev.carousel.task.panel.PanelOptions.CellKind;
import dev.carousel.task.series.DataNotes;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** Small panels: series of many sizes with a trend, a season of four and a little noise. */
final class SamplePanel {
  static final PanelSource SOURCE = PanelSource.rows();

  private SamplePanel() {}

  static double[] series(int n, long seed) {
    Random random = new Random(seed);
    double size = StrictMath.pow(10, 1 + 4 * random.nextDouble());
    double trend = 0.01 + 0.01 * random.nextDouble();
    double[] season = {1.2, 0.9, 0.7 + 0.1 * random.nextDouble(), 1.1};
    double[] values = new double[n];
    for (int t = 0; t < n; t++) {
      double noise = 1 + 0.01 * random.nextGaussian();
      values[t] = size * (1 + trend * t) * season[t % 4] * noise;
    }
    return values;
  }

  static SeriesSet set(int series, int shortest) {
    List<NamedSeries> all = new ArrayList<>();
    for (int i = 0; i < series; i++) {
      double[] values = series(shortest + 3 * (i % 5), 100 + i);
      all.add(NamedSeries.undated("s" + i, new LinkedHashMap<>(), values));
    }
    return of(all);
  }

  static SeriesSet of(List<NamedSeries> series) {
    return new SeriesSet("panel.csv", series, null, List.of(4), DataNotes.none());
  }

  static PanelOptions options(int members, Double... quantiles) {
    return PanelOptions.horizon(5)
        .withNetwork(
            new PanelOptions.NetworkOptions(CellKind.LSTM, 9, 0.1, members, List.of(quantiles)))
        .withTraining(training(3, 150, 16));
  }

  static PanelOptions.TrainingOptions training(int epochs, int windows, int batchSize) {
    return new PanelOptions.TrainingOptions(
        epochs, windows, batchSize, 0.01, PanelOptions.LossKind.MAE);
  }

  static PanelSpec spec(boolean deseasonalise, Scaling scaling) {
    return new PanelSpec(
        SOURCE,
        null,
        3,
        4,
        8,
        2,
        true,
        deseasonalise,
        scaling,
        List.of(),
        List.of(0.2, 0.5),
        List.of(),
        0.8,
        List.of(),
        PanelInputs.NONE);
  }
}
