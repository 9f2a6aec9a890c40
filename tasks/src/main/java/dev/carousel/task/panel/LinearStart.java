package dev.carousel.task.panel;

import dev.carousel.network.Network;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.regression.RidgeRegression;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import java.util.Arrays;
import java.util.List;

/**
 * The first weights of a panel's network: its linear layers begin as the ridge regression of all
 * steps ahead on the window, and the heads of the recurrent layers with a tenth of what was drawn.
 * So training begins where linear models end, and takes far fewer steps.
 */
final class LinearStart {
  static final double USUAL_RIDGE = 0.003;

  private static final List<Double> RIDGES =
      List.of(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0);
  private static final float HEAD = 0.1f;
  private static final int MOST = 30_000;
  private static final int MOST_TO_CHOOSE = 3_000;

  private final PanelSpec spec;
  private final PanelWindows windows;
  private final RidgeRegression regression;

  /** Adds up the equations of windows. */
  LinearStart(PanelSpec spec, PanelWindows windows) {
    this.spec = spec;
    this.windows = windows;
    this.regression = new RidgeRegression(windows.terms() + 1, spec.horizon());
    Row row = new Row(windows);
    int size = Math.min(windows.size(), MOST);
    for (int n = 0; n < size; n++) {
      if (row.read(Math.toIntExact((long) windows.size() * n / size)) > 0) {
        regression.add(row.x, row.y);
      }
    }
  }

  /** Writes the weights of the usual ridge. */
  static void write(PanelSpec spec, PanelWindows windows, Network network) {
    new LinearStart(spec, windows).write(USUAL_RIDGE, network);
  }

  /** The ridge with the least loss on other windows, of a small grid. */
  double choose(PanelWindows decide, LossKind loss) {
    double best = USUAL_RIDGE;
    double least = Double.POSITIVE_INFINITY;
    for (double ridge : RIDGES) {
      double found = regression.rows() == 0 ? 0 : loss(decide, weights(ridge), loss);
      if (found < least) {
        least = found;
        best = ridge;
      }
    }
    return best;
  }

  private double loss(PanelWindows decide, double[][] weights, LossKind loss) {
    Row row = new Row(decide);
    double sum = 0;
    int size = Math.min(decide.size(), MOST_TO_CHOOSE);
    for (int n = 0; n < size; n++) {
      if (row.read(Math.toIntExact((long) decide.size() * n / size)) > 0) {
        for (int h = 0; h < weights.length; h++) {
          double error = (row.y[h] - product(weights[h], row.x)) / row.root;
          double weight = row.root * row.root;
          sum += weight * (loss == LossKind.MSE ? error * error : Math.abs(error));
        }
      }
    }
    return sum;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Writes the weights. */
  void write(double ridge, Network network) {
    double[][] weights = weights(ridge);
    Parameters parameters = network.parameters();
    float[] values = parameters.values();
    for (Parameter p : parameters.all()) {
      if (p.name().startsWith("head_")) {
        for (int i = 0; i < p.shape().size(); i++) {
          values[p.offset() + i] *= HEAD;
        }
      } else if (p.name().startsWith("linear_")) {
        copy(weights, p.name().endsWith("/bias"), values, p.offset());
      }
    }
    parameters.changed();
  }

  private void copy(double[][] weights, boolean bias, float[] to, int offset) {
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
  private double[][] weights(double ridge) {
    return regression.rows() == 0
        ? new double[spec.horizon()][windows.terms() + 1]
        : regression.solve(ridge);
  }

  /** One window as a row of equations, times the root of its weight. */
  private final class Row {
    private final PanelWindows of;
    private final float[] input;
    private final float[] target = new float[spec.outputs()];
    private final float[] weight = new float[spec.outputs()];
    final double[] x;
    final double[] y = new double[spec.horizon()];
    double root;

    Row(PanelWindows of) {
      this.of = of;
      this.input = new float[of.terms()];
      this.x = new double[input.length + 1];
    }

    /** The weight of a window: 0, and nothing read, if a step of its horizon has no value. */
    float read(int window) {
      of.readWeights(window, weight, 0);
      float least = weight[0];
      for (float w : weight) {
        least = Math.min(least, w);
      }
      if (least > 0) {
        root = Math.sqrt(least);
        of.readTerms(window, input);
        of.readTarget(window, target, 0);
        int levels = spec.levels().size();
        Arrays.setAll(x, k -> root * (k < input.length ? input[k] : 1));
        Arrays.setAll(y, h -> root * target[h * levels]);
      }
      return least;
    }
  }
}
