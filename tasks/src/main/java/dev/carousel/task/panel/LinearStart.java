package dev.carousel.task.panel;

import dev.carousel.data.Examples;
import dev.carousel.network.Network;
import dev.carousel.task.regression.RidgeRegression;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import java.util.Arrays;

/**
 * The first weights of a panel's network: its linear layers begin as the ridge regression of all
 * steps ahead on the window, and the heads of the recurrent layers with a tenth of what was drawn.
 * So training begins where linear models end, and takes far fewer steps.
 */
final class LinearStart {
  private static final double RIDGE = 0.003;
  private static final float HEAD = 0.1f;
  private static final int MOST = 30_000;

  private LinearStart() {}

  /** Writes the weights. */
  static void write(PanelSpec spec, Examples windows, Network network) {
    int terms = spec.steps() * spec.features() + 1;
    double[][] weights = fit(spec, windows, terms);
    Parameters parameters = network.parameters();
    float[] values = parameters.values();
    for (Parameter p : parameters.all()) {
      if (p.name().startsWith("head_")) {
        for (int i = 0; i < p.shape().size(); i++) {
          values[p.offset() + i] *= HEAD;
        }
      } else if (p.name().startsWith("linear_")) {
        copy(spec, weights, p.name().endsWith("/bias"), values, p.offset());
      }
    }
    parameters.changed();
  }

  private static void copy(
      PanelSpec spec, double[][] weights, boolean bias, float[] to, int offset) {
    int terms = weights[0].length - 1;
    int levels = spec.levels().size();
    for (int o = 0; o < spec.outputs(); o++) {
      double[] row = weights[o / levels];
      if (bias) {
        to[offset + o] = (float) row[terms];
      }
      for (int i = 0; !bias && i < terms; i++) {
        to[offset + i * spec.outputs() + o] = (float) row[i];
      }
    }
  }

  /** (horizon, terms), the constant last; windows count as they do in training. */
  private static double[][] fit(PanelSpec spec, Examples windows, int terms) {
    RidgeRegression regression = new RidgeRegression(terms, spec.horizon());
    int levels = spec.levels().size();
    float[] input = new float[terms - 1];
    float[] target = new float[spec.outputs()];
    float[] weight = new float[spec.outputs()];
    double[] x = new double[terms];
    double[] y = new double[spec.horizon()];
    int size = Math.min(windows.size(), MOST);
    for (int n = 0; n < size; n++) {
      int i = Math.toIntExact((long) windows.size() * n / size);
      windows.readWeights(i, weight, 0);
      float least = weight[0];
      for (float w : weight) {
        least = Math.min(least, w);
      }
      if (least > 0) {
        double root = Math.sqrt(least);
        windows.readInput(i, input, 0);
        windows.readTarget(i, target, 0);
        Arrays.setAll(x, k -> root * (k < input.length ? input[k] : 1));
        Arrays.setAll(y, h -> root * target[h * levels]);
        regression.add(x, y);
      }
    }
    return regression.rows() == 0 ? new double[spec.horizon()][terms] : regression.solve(RIDGE);
  }
}
