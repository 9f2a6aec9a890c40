package dev.carousel.task.panel;

import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Evaluator;
import java.util.ArrayList;
import java.util.List;

/** A network that reads a window and gives all quantiles of all steps ahead at once. */
final class WindowForecaster implements Forecaster {
  private final PanelSpec spec;
  private final Evaluator evaluator;

  WindowForecaster(PanelSpec spec, Network network, Engine engine) {
    this.spec = spec;
    this.evaluator = new Evaluator(network, engine);
  }

  @Override
  public List<Forecast> forecast(List<PreparedSeries> series, int[] origins) {
    int one = spec.steps() * spec.features();
    float[] x = new float[series.size() * one];
    for (int i = 0; i < origins.length; i++) {
      series.get(i).window(origins[i], x, i * one);
    }
    Tensor in = Tensor.of(x, series.size(), spec.steps(), spec.features());
    float[] out = evaluator.predict(in).toArray();
    List<Forecast> all = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      double[][] quantiles = new double[spec.levels().size()][];
      for (int q = 0; q < quantiles.length; q++) {
        quantiles[q] = series.get(i).forecast(origins[i], out, i * spec.outputs(), q);
      }
      all.add(new Forecast(quantiles, null));
    }
    return all;
  }
}
