package dev.carousel.kernel;

/**
 * The gates of a GRU in the order in which every matrix, every saved file and every kernel holds
 * them: columns {@code [ordinal * H, (ordinal + 1) * H)}. This order is part of the file format.
 */
public enum GruGate {
  /** r: how much of the previous state enters the candidate. */
  RESET,
  /** z: how much of the previous state stays. */
  UPDATE,
  /** n: the candidate. */
  CANDIDATE;

  /** Number of gates. */
  public static final int COUNT = values().length;

  /** First column of this gate in a row of {@code COUNT * hidden} values. */
  public int column(int hidden) {
    return ordinal() * hidden;
  }
}
