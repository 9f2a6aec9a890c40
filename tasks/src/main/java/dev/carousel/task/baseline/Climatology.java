package dev.carousel.task.baseline;

import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * What is usual at this time of the year: the mean over training time of the values whose day of
 * the year is within 15 days of the day forecast, around the turn of the year too; below a day, at
 * the same time of the day (at seconds, in the same hour). For weeks and months this is the same
 * part of the year. 29 February counts as 28 February.
 */
public final class Climatology implements Baseline {
  private static final int YEAR = 365;
  private static final int WINDOW = 15;
  private static final int DAY_SECONDS = 86_400;
  private static final int FEBRUARY_28 = 59;

  private final TimeSeries series;
  private final int slotSeconds;
  private final double[] sums; // (day of the year, slot of the day)
  private final int[] counts; // the same
  private final double mean;

  private Climatology(TimeSeries series, int trainEnd) {
    this.series = series;
    this.slotSeconds = slotSeconds(series.frequency());
    this.sums = new double[YEAR * slots()];
    this.counts = new int[sums.length];
    double sum = 0;
    int count = 0;
    for (int i = 0; i < trainEnd; i++) {
      if (series.observed(i)) {
        int cell = cell(series.time(i));
        sums[cell] += series.target(i);
        counts[cell]++;
        sum += series.target(i);
        count++;
      }
    }
    this.mean = sum / count;
  }

  /**
   * Means over the times before place {@code trainEnd}.
   *
   * @throws IllegalArgumentException if {@link #fits} says no
   */
  public static Climatology fit(TimeSeries series, int trainEnd) {
    if (!fits(series, trainEnd)) {
      throw new IllegalArgumentException(
          "climatology needs a year of training time, has " + trainEnd + " steps");
    }
    return new Climatology(series, trainEnd);
  }

  /** Whether training spans a full year, in steps shorter than a year. */
  public static boolean fits(TimeSeries series, int trainEnd) {
    LocalDateTime year = series.start().plusYears(1);
    return series.frequency().unit() != Frequency.Unit.YEAR
        && !series.time(trainEnd).isBefore(year);
  }

  private static int slotSeconds(Frequency frequency) {
    return switch (frequency.unit()) {
      case SECOND, HOUR -> 3_600;
      case MINUTE -> 60;
      default -> DAY_SECONDS;
    };
  }

  private int slots() {
    return DAY_SECONDS / slotSeconds;
  }

  private int cell(LocalDateTime time) {
    return dayOfYear(time) * slots() + time.toLocalTime().toSecondOfDay() / slotSeconds;
  }

  /** 0 to 364, the same for a date in every year. */
  private static int dayOfYear(LocalDateTime time) {
    int day = time.getDayOfYear();
    return day - (time.toLocalDate().isLeapYear() && day > FEBRUARY_28 ? 2 : 1);
  }

  @Override
  public String name() {
    return "climatology";
  }

  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    double[] forecast = new double[horizon];
    Arrays.setAll(forecast, h -> usual(series.time(origin + h)));
    return forecast;
  }

  /** The mean around this day of the year; the mean of all training if there is no such value. */
  private double usual(LocalDateTime time) {
    int slots = slots();
    int cell = cell(time);
    double sum = 0;
    int count = 0;
    for (int d = -WINDOW; d <= WINDOW; d++) {
      int near = Math.floorMod(cell + d * slots, sums.length);
      sum += sums[near];
      count += counts[near];
    }
    return count == 0 ? mean : sum / count;
  }
}
