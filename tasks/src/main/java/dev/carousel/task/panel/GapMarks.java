package dev.carousel.task.panel;

import java.util.Arrays;

/** Tells the network what was observed of a window, in the columns behind its values. */
final class GapMarks {
  private final PanelSpec spec;
  private final SeriesCovariates covariates;
  private final double[] raw;
  private final int[] seen;
  private final int begin;

  /**
   * Marks of a series.
   *
   * @param raw its values, NaN where missing
   * @param seen the last place with a value up to each
   * @param begin the first place of the window that is in the series
   */
  GapMarks(PanelSpec spec, SeriesCovariates covariates, double[] raw, int[] seen, int begin) {
    this.spec = spec;
    this.covariates = covariates;
    this.raw = raw;
    this.seen = seen;
    this.begin = begin;
  }

  /** 1 where a value of the series, or of a column with gaps, was observed, 0 where not. */
  void mask(int origin, float[] to, int offset) {
    int at = offset + spec.values();
    series(origin, to, at, 0);
    for (int c = 0; c < spec.inputs().channels(); c++) {
      if (spec.inputs().channel(c).gaps()) {
        at += spec.segment();
        column(c, origin, to, at, 0);
      }
    }
  }

  /**
   * For each of the values 1 or 0, then for each the segments since one was seen before (Che and
   * others 2018, equation 1 to 3). Calendar and holidays are always known.
   */
  void decay(int origin, float[] to, int offset) {
    int values = spec.values();
    for (int s = 0; s < spec.steps(); s++) {
      int row = offset + s * spec.features();
      Arrays.fill(to, row + values, row + 2 * values, 1f);
      Arrays.fill(to, row + 2 * values, row + 3 * values, 0f);
    }
    series(origin, to, offset + values, values);
    int at = offset + values + spec.segment() + CalendarTerm.size(spec.calendar());
    for (int c = 0; c < spec.inputs().channels(); c++) {
      column(c, origin, to, at, values);
      at += spec.segment();
    }
  }

  private void series(int origin, float[] to, int offset, int since) {
    for (int i = 0; i < spec.window(); i++) {
      int t = origin - spec.window() + i;
      boolean observed = t >= begin && !Double.isNaN(raw[t]);
      put(i, observed, t < begin ? 0 : FilledColumn.since(seen, t), to, offset, since);
    }
  }

  private void column(int channel, int origin, float[] to, int offset, int since) {
    FilledColumn column = covariates.column(channel);
    for (int i = 0; i < spec.window(); i++) {
      int t = origin - spec.window() + i;
      boolean observed = t >= begin && column.observed(t);
      put(i, observed, t < begin ? 0 : column.since(t), to, offset, since);
    }
  }

  /** Writes the mark of a step, and so many places behind it how long it was, unless that is 0. */
  private void put(int step, boolean observed, int steps, float[] to, int offset, int since) {
    int segment = spec.segment();
    int at = offset + step / segment * spec.features() + step % segment;
    to[at] = observed ? 1 : 0;
    if (since > 0) {
      to[at + since] = (float) steps / segment;
    }
  }
}
