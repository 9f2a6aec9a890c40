package dev.carousel.lab;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A learning curve of few points: the mean error of stretches of equal length, which doubles
 * whenever there are too many of them.
 */
public final class Curve {
  private static final int MOST = 64;

  private final double[] means = new double[MOST];
  private int points;
  private long stretch = 1;
  private long inStretch;
  private double sum;

  /**
   * A curve as data.
   *
   * @param stretch sequences a point
   * @param errors mean error of each stretch, rounded
   */
  public record Points(long stretch, List<Double> errors) {
    /** Takes a copy of the list. */
    public Points {
      errors = List.copyOf(errors);
    }
  }

  /** The error of the next sequence. */
  public void add(double error) {
    sum += error;
    if (++inStretch == stretch) {
      means[points++] = sum / stretch;
      sum = 0;
      inStretch = 0;
      if (points == MOST) {
        halve();
      }
    }
  }

  private void halve() {
    points = MOST / 2;
    for (int i = 0; i < points; i++) {
      means[i] = (means[2 * i] + means[2 * i + 1]) / 2;
    }
    stretch *= 2;
  }

  /** What it is so far. */
  public Points points() {
    DoubleStream rounded = Arrays.stream(means, 0, points).map(v -> Math.round(v * 1e5) / 1e5);
    return new Points(stretch, rounded.boxed().toList());
  }
}
