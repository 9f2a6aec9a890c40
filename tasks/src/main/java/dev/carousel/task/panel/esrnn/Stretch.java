package dev.carousel.task.panel.esrnn;

/** The values of a series up to an origin, and behind it where they are known. */
public interface Stretch {
  /** The first place that is ahead. */
  int origin();

  /** The place of the first value. */
  int first();

  /** The value at a place from the first on, as the network sees it. */
  double value(int place);

  /** Whether there is a value at a place. */
  boolean observed(int place);

  /** Which numbers are the series' own; 0 if it was never learnt from. */
  int token();

  /** What an error of one counts. */
  double weight();
}
