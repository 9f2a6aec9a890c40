package dev.carousel.online;

/** Where the outputs of a conventional recurrent network come from. */
public enum Readout {
  /**
   * Outputs are recurrent units themselves, fed back like the others (Williams and Zipser 1989).
   */
  UNITS,
  /** An output layer sees the hidden units (Elman 1990). */
  HIDDEN,
  /** An output layer sees the hidden units and the inputs. */
  HIDDEN_AND_INPUTS
}
