package dev.carousel.task.panel.deepar;

/**
 * A series as it is seen from an origin: scaled by what is known there. Places count from the
 * series' beginning, those from the origin on are ahead.
 */
public interface Sight {
  /** The first place that is ahead. */
  int origin();

  /** What the network reads of the value at a place; before the beginning the first value. */
  double scaled(int place);

  /** What the distribution is of: the scaled value, or a count as it is. */
  double target(int place);

  /** The scale of the distribution; 1 where it is of scaled values. */
  double scale();

  /** What the network reads of a value that was drawn. */
  double scaledDraw(double draw);

  /** Whether there is a value at a place. */
  boolean observed(int place);

  /**
   * Writes what is known of a place ahead: its calendar, columns, holidays, the series' features.
   */
  void known(int place, float[] to, int offset);
}
