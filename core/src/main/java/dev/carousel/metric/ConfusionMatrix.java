package dev.carousel.metric;

/** How often rows of each class were taken for each class, weighted. */
public final class ConfusionMatrix {
  /** The most classes: a matrix of 32 MB. */
  public static final int MOST = 2048;

  private final double[][] counts; // (actual, predicted)

  /** Nothing counted yet. */
  public ConfusionMatrix(int classes) {
    if (classes < 1 || classes > MOST) {
      throw new IllegalArgumentException(
          "confusion matrix of %d classes, expected 1 to %d".formatted(classes, MOST));
    }
    counts = new double[classes][classes];
  }

  /** Number of classes. */
  public int classes() {
    return counts.length;
  }

  /** Counts one. */
  public void add(int actual, int predicted, double weight) {
    counts[actual][predicted] += weight;
  }

  /**
   * Counts a batch.
   *
   * @param threshold of predictions of a single column: those above it are of class 1
   */
  public void add(Outcomes batch, double threshold) {
    for (int row = 0; row < batch.rows(); row++) {
      double weight = batch.weight(row);
      if (weight != 0) {
        add(batch.label(row), predicted(batch, row, threshold), weight);
      }
    }
  }

  private static int predicted(Outcomes batch, int row, double threshold) {
    if (batch.columns() > 1) {
      return batch.best(row);
    }
    return batch.prediction(row, 0) > threshold ? 1 : 0;
  }

  /** How many rows of class {@code actual} were taken for class {@code predicted}. */
  public double count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** How many rows are of a class. */
  public double actual(int label) {
    double sum = 0;
    for (double count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /** How many rows were taken for a class. */
  public double predicted(int label) {
    double sum = 0;
    for (double[] row : counts) {
      sum += row[label];
    }
    return sum;
  }

  /** Share of the rows taken for a class that are of it; 0 if none was. */
  public double precision(int label) {
    return share(counts[label][label], predicted(label));
  }

  /** Share of the rows of a class that were taken for it; 0 if there is none. */
  public double recall(int label) {
    return share(counts[label][label], actual(label));
  }

  /** 2 precision recall / (precision + recall); 0 if the class never occurs. */
  public double f1(int label) {
    return share(2 * counts[label][label], actual(label) + predicted(label));
  }

  /** Share of rows taken for what they are; NaN if there is none. */
  public double accuracy() {
    double right = 0;
    double all = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
      all += actual(label);
    }
    return right / all;
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
