package dev.carousel.lab.paper;

import dev.carousel.online.NetworkRun;

/** A sequence to present: symbols, or a few numbers a step; used again for the next one. */
final class Sequence {
  /** Values a step; 0 if the steps are symbols. */
  private final int width;

  private final int[] symbols;
  private final double[] values;
  private final double[] x;
  private int length;

  /** What the network is told at the end, and what would be right without noise on it. */
  final double[] target;

  final double[] truth;

  private Sequence(int width, int longest, int outputs) {
    this.width = width;
    symbols = new int[width == 0 ? longest : 0];
    values = new double[width * longest];
    x = new double[width];
    target = new double[outputs];
    truth = new double[outputs];
  }

  static Sequence ofSymbols(int longest, int outputs) {
    return new Sequence(0, longest, outputs);
  }

  static Sequence ofValues(int width, int longest, int outputs) {
    return new Sequence(width, longest, outputs);
  }

  void clear() {
    length = 0;
  }

  void add(int symbol) {
    symbols[length++] = symbol;
  }

  void add(double value) {
    values[length++] = value;
  }

  void add(double value, double marker) {
    values[2 * length] = value;
    values[2 * length + 1] = marker;
    length++;
  }

  int length() {
    return length;
  }

  int symbol(int t) {
    return symbols[t];
  }

  void symbol(int t, int symbol) {
    symbols[t] = symbol;
  }

  double value(int t, int i) {
    return values[t * width + i];
  }

  void value(int t, int i, double value) {
    values[t * width + i] = value;
  }

  /** The target is the same with and without noise. */
  void targets(double... exact) {
    System.arraycopy(exact, 0, target, 0, exact.length);
    System.arraycopy(exact, 0, truth, 0, exact.length);
  }

  /** The target is 1 for this class and 0 for the others. */
  void targetClass(int which) {
    for (int k = 0; k < target.length; k++) {
      target[k] = k == which ? 1 : 0;
      truth[k] = target[k];
    }
  }

  /** Presents the whole sequence. */
  void present(NetworkRun network) {
    network.start();
    for (int t = 0; t < length; t++) {
      if (width == 0) {
        network.step(symbols[t]);
      } else {
        System.arraycopy(values, t * width, x, 0, width);
        network.step(x);
      }
    }
  }

  /** Writes all steps, one-hot if they are symbols, into rows of so many features. */
  void copyTo(float[] rows, int from, int features) {
    for (int t = 0; t < length; t++) {
      int row = from + t * features;
      if (width == 0) {
        rows[row + symbols[t]] = 1;
      } else {
        for (int i = 0; i < width; i++) {
          rows[row + i] = (float) values[t * width + i];
        }
      }
    }
  }

  /** The largest absolute error of the outputs, against the truth. */
  double largestError(double[] outputs) {
    double largest = 0;
    for (int k = 0; k < truth.length; k++) {
      largest = Math.max(largest, Math.abs(truth[k] - outputs[k]));
    }
    return largest;
  }

  /** The mean absolute error of the outputs, against the truth. */
  double meanError(double[] outputs) {
    double sum = 0;
    for (int k = 0; k < truth.length; k++) {
      sum += Math.abs(truth[k] - outputs[k]);
    }
    return sum / truth.length;
  }
}
