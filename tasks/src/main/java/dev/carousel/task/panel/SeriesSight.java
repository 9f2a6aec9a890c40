package dev.carousel.task.panel;

import dev.carousel.task.panel.deepar.Sight;

/**
 * A prepared series from an origin: less its level over its spread; or counts, over one and their
 * mean in the window before (Salinas and others 2020, section 3.3).
 */
record SeriesSight(PreparedSeries series, int origin, boolean counts, double level, double spread)
    implements Sight {
  static SeriesSight of(PreparedSeries series, int origin, boolean counts, int window) {
    return counts
        ? new SeriesSight(series, origin, true, 0, 1 + series.meanSize(origin, window))
        : new SeriesSight(series, origin, false, series.level(origin), series.spread(origin));
  }

  @Override
  public double scaled(int place) {
    return (series.value(place) - level) / spread;
  }

  @Override
  public double target(int place) {
    return counts ? series.value(place) : scaled(place);
  }

  @Override
  public double scale() {
    return counts ? spread : 1;
  }

  @Override
  public double scaledDraw(double draw) {
    return counts ? draw / spread : draw;
  }

  @Override
  public boolean observed(int place) {
    return place >= 0 && series.observed(place, 0);
  }

  @Override
  public void known(int place, float[] to, int offset) {
    series.known(place, to, offset);
  }
}
