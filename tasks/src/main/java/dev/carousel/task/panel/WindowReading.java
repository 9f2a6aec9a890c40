package dev.carousel.task.panel;

import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.TimeSeries;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a network reads of a series at an origin: a window of its values less their level and over
 * their spread, the calendar, covariates, marks of gaps, and what is known ahead.
 */
final class WindowReading {
  private final PanelSpec spec;
  private final PreparedSeries series;
  private final double[] raw; // NaN where missing
  private final int[] seen; // the last place with a value up to each
  private final SeriesCovariates covariates;
  private final @Nullable TimeSeries dated;

  WindowReading(
      PanelSpec spec, PreparedSeries series, NamedSeries given, double[] raw, int[] seen) {
    this.spec = spec;
    this.series = series;
    this.raw = raw;
    this.seen = seen;
    this.covariates = new SeriesCovariates(spec, given);
    this.dated = given.dated();
  }

  private GapMarks marks(int origin) {
    return new GapMarks(spec, covariates, raw, seen, series.from(origin));
  }

  /**
   * Writes the window before an origin as the recurrent layers read it: (steps, features). First
   * the values of {@link #linear}; then, if gaps are masked, whether those of the series and of the
   * columns with gaps were observed; if they decay, whether each value was, and how long ago in
   * segments one was.
   */
  void window(int origin, float[] to, int offset) {
    int width = spec.features();
    values(origin, to, offset, width);
    if (spec.inputs().missing() == Missing.MASK) {
      marks(origin).mask(origin, to, offset);
    } else if (spec.inputs().missing() == Missing.DECAY) {
      marks(origin).decay(origin, to, offset);
    }
  }

  /** Writes the window as the linear layers read it: (steps, linear). */
  void linear(int origin, float[] to, int offset) {
    if (spec.inputs().missing() == Missing.DECAY) {
      values(origin, to, offset, spec.values());
    } else {
      window(origin, to, offset);
    }
  }

  /** Writes what is known ahead of an origin, and of the series as a whole. */
  void ahead(int origin, float[] to, int offset) {
    covariates.ahead(origin, to, offset);
  }

  /**
   * Writes values, calendar and covariates of each segment. Where the series begins within the
   * window, its first value stands for what came before. The calendar of a segment is that of the
   * time behind it, for which the network sees so what is ahead.
   */
  private void values(int origin, float[] to, int offset, int width) {
    double[] read = series.before(origin);
    double level = series.level(origin);
    double spread = series.spread(origin);
    boolean steps = spec.scaling() == Scaling.DIFFERENCE;
    int begin = series.from(origin);
    int segment = spec.segment();
    for (int i = 0; i < spec.window(); i++) {
      int t = Math.max(origin - spec.window() + i, begin);
      double before = steps ? read[Math.max(t - 1, begin)] : level;
      to[offset + i / segment * width + i % segment] = (float) ((read[t] - before) / spread);
    }
    if (!spec.calendar().isEmpty()) {
      TimeSeries times = Objects.requireNonNull(dated, "a calendar needs times");
      for (int s = 0; s < spec.steps(); s++) {
        int behind = origin - spec.window() + (s + 1) * segment;
        CalendarTerm.write(spec.calendar(), times.time(behind), to, offset + s * width + segment);
      }
    }
    columns(origin, to, offset, width);
  }

  private void columns(int origin, float[] to, int offset, int width) {
    int segment = spec.segment();
    int begin = series.from(origin);
    int at = offset + segment + CalendarTerm.size(spec.calendar());
    for (int c = 0; c < spec.inputs().channels(); c++) {
      FilledColumn column = covariates.column(c);
      for (int i = 0; i < spec.window(); i++) {
        int t = Math.max(origin - spec.window() + i, begin);
        to[at + i / segment * width + i % segment] = (float) column.at(t, origin);
      }
      at += segment;
    }
    if (spec.inputs().holidays()) {
      for (int s = 0; s < spec.steps(); s++) {
        to[at + s * width] = covariates.holidayShare(origin - spec.window() + s * segment);
      }
    }
  }

  /** Whether no column lacks a value in the window before an origin. */
  boolean complete(int origin) {
    for (int c = 0; c < spec.inputs().channels(); c++) {
      FilledColumn column = covariates.column(c);
      for (int t = series.from(origin); t < origin; t++) {
        if (!column.observed(t)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Writes what is known of a place ahead, and of the series as a whole. */
  void known(int place, float[] to, int offset) {
    if (!spec.calendar().isEmpty()) {
      TimeSeries times = Objects.requireNonNull(dated, "a calendar needs times");
      CalendarTerm.write(spec.calendar(), times.time(place), to, offset);
    }
    covariates.known(place, to, offset + CalendarTerm.size(spec.calendar()));
  }
}
