package dev.carousel.cell;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * What the equations of cells need, in double and one number after the other: shares nothing with
 * the engine.
 *
 * @param weights by name, matrices row by row
 */
record Loops(Map<String, double[]> weights) {
  /** A cell as its equations: h of every step from those of x. */
  @FunctionalInterface
  interface Equations {
    double[][] run(Loops w, double[][] x);
  }

  static double s(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  /** An activation by its definition. */
  static DoubleUnaryOperator function(CellActivation activation) {
    return switch (activation) {
      case LOGISTIC -> Loops::s;
      case TANH -> Loops::tanh;
      case HARD_SIGMOID -> v -> Math.min(Math.max(v / 6 + 0.5, 0), 1);
      case HARD_TANH -> v -> Math.min(Math.max(v, -1), 1);
      case RELU -> v -> Math.max(v, 0);
      case IDENTITY -> v -> v;
      case LOGISTIC_WITHIN_1 -> v -> 2 * s(v) - 1;
      case LOGISTIC_WITHIN_2 -> v -> 4 * s(v) - 2;
    };
  }

  /** The three of an LSTM: s of gates, that of g, and that of c. */
  record Functions(DoubleUnaryOperator gate, DoubleUnaryOperator in, DoubleUnaryOperator out) {
    static Functions of(LstmActivations a) {
      return new Functions(function(a.gate()), function(a.input()), function(a.output()));
    }

    double s(double x) {
      return gate.applyAsDouble(x);
    }

    double g(double x) {
      return in.applyAsDouble(x);
    }

    double h(double x) {
      return out.applyAsDouble(x);
    }
  }

  double at(String name, int index) {
    return weights.get(name)[index];
  }

  /** {@code sum_k v_k * matrix[row + k, column]} of a matrix of so many columns. */
  double product(String name, int columns, int row, double[] v, int column) {
    double sum = 0;
    for (int k = 0; k < v.length; k++) {
      sum += v[k] * weights.get(name)[(row + k) * columns + column];
    }
    return sum;
  }

  /** {@code bias_column + x W_column + h U_column}. */
  double net(int columns, double[] x, double[] h, int column) {
    return at("bias", column)
        + product("input", columns, 0, x, column)
        + product("recurrent", columns, 0, h, column);
  }

  static Map<String, double[]> doubles(Map<String, float[]> floats) {
    Map<String, double[]> doubles = new TreeMap<>();
    floats.forEach((name, values) -> {
      double[] d = new double[values.length];
      for (int i = 0; i < d.length; i++) {
        d[i] = values[i];
      }
      doubles.put(name, d);
    });
    return doubles;
  }
}
