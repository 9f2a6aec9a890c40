package dev.carousel.online;

/** The gates of a block. */
public enum GateKind {
  /** Lets the cell input into the state. */
  INPUT,
  /** Lets the state go over to the next step. */
  FORGET,
  /** Lets the state out. */
  OUTPUT
}
