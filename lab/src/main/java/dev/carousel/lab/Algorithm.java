package dev.carousel.lab;

import java.util.Locale;

/** What learns. */
public enum Algorithm {
  /** The truncated gradient of the paper that the row is from, by forward accumulators. */
  PAPER,
  /** Back-propagation through time over the whole sequence. */
  BPTT,
  /** Real-time recurrent learning. */
  RTRL,
  /** Back-propagation of one step: what was copied from the step before counts as an input. */
  ELMAN;

  /** As it is written on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
