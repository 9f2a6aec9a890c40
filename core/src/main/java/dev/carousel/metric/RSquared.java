package dev.carousel.metric;

import java.util.Arrays;

/**
 * The coefficient of determination, {@code 1 - sum (y - p)^2 / sum (y - mean y)^2}, of each column,
 * and their mean. A column that never changes has 1 if it is met exactly and 0 if not; with fewer
 * than two rows there is none. Means and squares by Welford's recurrence, weighted (West 1979).
 */
record RSquared() implements Metric {
  @Override
  public String name() {
    return "R2";
  }

  @Override
  public Tally tally() {
    return new Sums();
  }

  private static final class Column {
    private double total;
    private double mean;
    private double spread; // sum of w (y - mean)^2
    private double missed; // sum of w (y - p)^2
    private long count;

    private void add(double p, double y, double weight) {
      count++;
      total += weight;
      double before = y - mean;
      mean += before * weight / total;
      spread += weight * before * (y - mean);
      missed += weight * (y - p) * (y - p);
    }

    private double value() {
      if (count < 2) {
        return Double.NaN;
      }
      if (spread == 0) {
        return missed == 0 ? 1 : 0;
      }
      return 1 - missed / spread;
    }
  }

  private static final class Sums implements Tally {
    private Column[] columns = {};

    @Override
    public void add(Outcomes batch) {
      if (columns.length == 0) {
        columns = new Column[batch.columns()];
        Arrays.setAll(columns, c -> new Column());
      }
      for (int row = 0; row < batch.rows(); row++) {
        for (int c = 0; c < columns.length; c++) {
          double weight = batch.weight(row, c);
          if (weight != 0) {
            columns[c].add(batch.prediction(row, c), batch.target(row, c), weight);
          }
        }
      }
    }

    @Override
    public double value() {
      double sum = 0;
      for (Column column : columns) {
        sum += column.value();
      }
      return sum / columns.length;
    }
  }
}
