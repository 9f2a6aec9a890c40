package dev.carousel.task.panel.deepar;

import dev.carousel.data.Examples;
import dev.carousel.network.Network;
import dev.carousel.task.regression.RidgeRegression;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import java.util.Arrays;

/**
 * The first weights of a network of steps: of scaled values its linear layers begin as the ridge
 * regression of the next value on the row, of counts at zero; the heads with a tenth of what was
 * drawn.
 */
public final class LinearSteps {
  private static final double RIDGE = 0.003;
  private static final float HEAD = 0.1f;
  private static final int MOST = 600; // windows

  private LinearSteps() {}

  /**
   * Writes the weights.
   *
   * @param regress whether the first number of a distribution is its mean, in the unit of the rows
   */
  public static void write(Examples examples, Network network, boolean regress) {
    double[] weights = regress ? fit(examples) : new double[examples.inputShape().last() + 1];
    Parameters parameters = network.parameters();
    float[] values = parameters.values();
    for (Parameter p : parameters.all()) {
      int size = p.shape().size();
      if (p.name().startsWith("head_")) {
        for (int i = p.offset(); i < p.offset() + size; i++) {
          values[i] *= HEAD;
        }
      } else if (p.name().startsWith("linear_")) {
        boolean bias = p.name().endsWith("/bias");
        int numbers = p.shape().last();
        Arrays.fill(values, p.offset(), p.offset() + size, 0f);
        for (int i = 0; i < (bias ? 1 : weights.length - 1); i++) {
          values[p.offset() + i * numbers] = (float) weights[bias ? weights.length - 1 : i];
        }
      }
    }
    parameters.changed();
  }

  /** Weights of the row, the constant last. */
  private static double[] fit(Examples examples) {
    int steps = examples.inputShape().at(0);
    int features = examples.inputShape().last();
    int numbers = examples.targetShape().last();
    RidgeRegression regression = new RidgeRegression(features + 1, 1);
    float[] input = new float[steps * features];
    float[] target = new float[steps * numbers];
    float[] weight = new float[steps * numbers];
    double[] x = new double[features + 1];
    x[features] = 1;
    int size = Math.min(examples.size(), MOST);
    for (int n = 0; n < size; n++) {
      int index = Math.toIntExact((long) examples.size() * n / size);
      examples.readInput(index, input, 0);
      examples.readTarget(index, target, 0);
      examples.readWeights(index, weight, 0);
      for (int t = 0; t < steps; t++) {
        if (weight[t * numbers] > 0) {
          for (int i = 0; i < features; i++) {
            x[i] = input[t * features + i];
          }
          regression.add(x, new double[] {target[t * numbers]});
        }
      }
    }
    return regression.rows() == 0 ? new double[features + 1] : regression.solve(RIDGE)[0];
  }
}
