package dev.carousel.task.panel;

import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import java.util.ArrayList;
import java.util.List;

/** A network that reads a window and gives all quantiles of all steps ahead at once. */
final class WindowForecaster implements Forecaster {
  private final PanelSpec spec;
  private final PanelInference inference;

  WindowForecaster(PanelSpec spec, Network network, Engine engine) {
    this.spec = spec;
    this.inference = new PanelInference(spec, network, engine);
  }

  @Override
  public List<Forecast> forecast(List<PreparedSeries> series, int[] origins) {
    float[] out = inference.outputs(series, origins);
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
