package dev.carousel.online;

/** What a network of memory cell blocks has beside its cells and input gates. */
public enum Wiring {
  /** An output gate a block. */
  OUTPUT_GATES,
  /** A forget gate a block (Gers, Schmidhuber and Cummins 2000). */
  FORGET_GATES,
  /** Gates see the states of their own block (Gers, Schraudolph and Schmidhuber 2002). */
  PEEPHOLES,
  /** Cell outputs of the step before feed cells and gates. */
  RECURRENT,
  /** Gates of the step before feed cells and gates too; only beside {@link #RECURRENT}. */
  GATES_FEED,
  /** Cells have a bias weight. */
  CELL_BIAS,
  /** Gates have a bias weight. */
  GATE_BIAS,
  /** Output units have a bias weight. */
  OUTPUT_BIAS,
  /** Output units see the inputs too. */
  DIRECT_INPUTS
}
