package dev.carousel.task.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a gate or a state lies at its ends, over all steps and units (Karpathy, Johnson and
 * Fei-Fei 2016, section 4.3). A value that is never below 0 is taken for a gate: it is low below
 * 0.1 and high above 0.9. Any other is low below -0.9 and high above 0.9.
 *
 * @param value the letter
 * @param units numbers a step
 * @param signed whether it is anywhere below 0
 * @param low share of values that are low
 * @param high share of values that are high
 * @param alwaysLow units that are low at every step
 * @param alwaysHigh units that are high at every step
 */
public record Saturation(
    String value,
    int units,
    boolean signed,
    double mean,
    double least,
    double greatest,
    double low,
    double high,
    int alwaysLow,
    int alwaysHigh) {
  /** A unit whose output moves by less than this, from its least to its greatest, is dead. */
  public static final double STILL = 0.01;

  private static final double HIGH = 0.9;
  private static final double CLOSED = 0.1;

  /** Of one gate or state. */
  public static Saturation of(TracedValue traced) {
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (float v : traced.values()) {
      sum += v;
      least = Math.min(least, v);
      greatest = Math.max(greatest, v);
    }
    boolean signed = least < 0;
    double lowBelow = signed ? -HIGH : CLOSED;
    int rows = traced.rows();
    long low = 0;
    long high = 0;
    int alwaysLow = 0;
    int alwaysHigh = 0;
    for (int unit = 0; unit < traced.size(); unit++) {
      int lowHere = 0;
      int highHere = 0;
      for (int row = 0; row < rows; row++) {
        lowHere += traced.at(row, unit) < lowBelow ? 1 : 0;
        highHere += traced.at(row, unit) > HIGH ? 1 : 0;
      }
      low += lowHere;
      high += highHere;
      alwaysLow += lowHere == rows ? 1 : 0;
      alwaysHigh += highHere == rows ? 1 : 0;
    }
    double n = traced.values().length;
    return new Saturation(
        traced.name(),
        traced.size(),
        signed,
        sum / n,
        least,
        greatest,
        low / n,
        high / n,
        alwaysLow,
        alwaysHigh);
  }

  /** The units, counted from 0, whose output moves by less than {@link #STILL} over all steps. */
  public static List<Integer> dead(TracedLayer layer) {
    TracedValue h = layer.shown();
    List<Integer> dead = new ArrayList<>();
    for (int unit = 0; unit < h.size(); unit++) {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      for (int row = 0; row < h.rows(); row++) {
        least = Math.min(least, h.at(row, unit));
        greatest = Math.max(greatest, h.at(row, unit));
      }
      if (greatest - least < STILL) {
        dead.add(unit);
      }
    }
    return dead;
  }
}
