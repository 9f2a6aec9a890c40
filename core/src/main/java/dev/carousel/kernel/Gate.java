package dev.carousel.kernel;

/**
 * The gates of an LSTM in the order in which every matrix, every saved file and every kernel holds
 * them: columns {@code [ordinal * H, (ordinal + 1) * H)}. This order is part of the file format.
 */
public enum Gate {
  /** i: how much of the candidate enters the cell. */
  INPUT,
  /** f: how much of the cell stays. */
  FORGET,
  /** g: the candidate (cell input). */
  CANDIDATE,
  /** o: how much of the cell is shown. */
  OUTPUT;

  /** Number of gates. */
  public static final int COUNT = values().length;

  /** First column of this gate in a row of {@code COUNT * hidden} values. */
  public int column(int hidden) {
    return ordinal() * hidden;
  }
}
