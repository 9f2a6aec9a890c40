package dev.carousel.kernel;

/**
 * The sizes of a recurrent layer over all time steps, and where things lie. All is time-major: row
 * (t, b) is row {@code t * B + b}. States have one block of B rows more than there are steps: the
 * initial state, then the state after each step, in the order of time; of a layer that goes
 * backwards the initial state is the last block.
 *
 * @param batch B
 * @param time T
 * @param input I
 * @param hidden H
 * @param reversed whether the last step is read first
 */
public record SweepShape(int batch, int time, int input, int hidden, boolean reversed) {

  /** Rows (t, b) in all. */
  public int rows() {
    return time * batch;
  }

  /** Elements of one block of states. */
  public int state() {
    return batch * hidden;
  }

  /** Elements of all states, (T + 1, B, H). */
  public int states() {
    return (time + 1) * state();
  }

  /** The time step that is read as number {@code n}. */
  public int step(int n) {
    return reversed ? time - 1 - n : n;
  }

  /** Block of the state before time step t. */
  public int before(int t) {
    return reversed ? t + 1 : t;
  }

  /** Block of the state after time step t. */
  public int after(int t) {
    return reversed ? t : t + 1;
  }

  /** Block of the initial state. */
  public int first() {
    return reversed ? time : 0;
  }

  /** Block of the last state. */
  public int last() {
    return reversed ? 0 : time;
  }

  /** First of the T blocks that hold the states after steps 0 .. T - 1. */
  public int firstAfter() {
    return after(0);
  }

  /** First of the T blocks that hold the states before steps 0 .. T - 1. */
  public int firstBefore() {
    return before(0);
  }
}
