package dev.carousel.tensor;

/**
 * A function of each row by itself, computed in double with a way back of its own: for what small
 * operations in float32 would round away, or take too long for, such as a likelihood or a recursion
 * over the numbers of a row. It is called from several threads, so it holds no state.
 */
public interface RowFunction {
  /**
   * How many numbers it makes of a row.
   *
   * @param inputs numbers of the row
   * @param given numbers that stand beside it
   */
  int outputs(int inputs, int given);

  /**
   * The value.
   *
   * @param x the row
   * @param given what stands beside it, such as a target; takes no gradient
   * @param y to be written, zeros before
   */
  void value(double[] x, double[] given, double[] y);

  /**
   * The way back: {@code dx_i += sum_j dy_j dy_j/dx_i}.
   *
   * @param dx to be written, zeros before
   */
  void gradient(double[] x, double[] given, double[] dy, double[] dx);
}
