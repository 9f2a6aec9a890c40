package dev.carousel.task.inspect;

/**
 * A gate or a part of the state at every step of all sequences, one after the other.
 *
 * @param name the letter of the equations, such as {@code i}
 * @param size numbers a step, one for each unit
 * @param values (R, size), R being the steps of all sequences; kept, not copied
 */
public record TracedValue(String name, int size, float[] values) {
  /** Steps of all sequences. */
  public int rows() {
    return values.length / size;
  }

  /** The value of a unit at a row. */
  public float at(int row, int unit) {
    return values[row * size + unit];
  }
}
