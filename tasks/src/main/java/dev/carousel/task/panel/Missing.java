package dev.carousel.task.panel;

import java.util.Locale;

/** What stands where a value is missing. Nothing of it looks beyond the origin of a forecast. */
public enum Missing {
  /** The last value before. */
  LAST,
  /**
   * A line between the values around; where the one behind is not known yet at the origin, the last
   * value before.
   */
  INTERPOLATE,
  /** The last value before, and beside it the network is told which values were observed. */
  MASK,
  /**
   * The last value before, and a GRU-D cell that learns how fast it loses its worth (Che,
   * Purushotham, Cho, Sontag and Liu 2018).
   */
  DECAY,
  /**
   * Windows in which a value is missing, or in whose horizon one is, are not learnt from; where a
   * forecast begins with such a window, the last value before stands in.
   */
  DROP;

  /** How it is done, for a note. */
  String words() {
    return switch (this) {
      case LAST -> "with the last one before";
      case INTERPOLATE -> "on a line between those around, at the end with the last one before";
      case MASK -> "with the last one before, and told the network which they are";
      case DECAY -> "with the last one before, which a GRU-D cell lets decay";
      case DROP -> "with the last one before, and learnt from no window with one of them";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
