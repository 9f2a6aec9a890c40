package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;
import java.util.Arrays;

/**
 * A sequence cut for truncated backpropagation through time: B rows that are read side by side, in
 * windows of T steps, each window going on where the last one ended. The target of a step is the
 * token after it.
 *
 * <p>Of n tokens all but the first are targets. Row b holds the targets {@code [s(b), s(b + 1))},
 * counted from 0, so its inputs are the tokens at these places and its targets those one further.
 * To train, {@code s(b) = b floor((n - 1) / B)}: all rows are equally long, and the last {@code (n
 * - 1) mod B} targets are left out. To evaluate, {@code s(b) = floor(b (n - 1) / B)}: nothing is
 * left out, and some rows are one step longer than others. The last window has fewer than T steps
 * if T does not divide a row; what a row does not have is token 0 with weight 0.
 *
 * <p>As {@link Examples} the windows are in order, with B examples each: example {@code w B + b} is
 * row b of window w, filled up to T steps with weight 0. Read in order in batches of B, example b
 * of each batch goes on where that of the last one ended.
 */
public final class Windows implements Examples {
  private final TokenSequence tokens;
  private final int batch;
  private final int steps;
  private final boolean all;
  private final long longest;
  private final int windows;

  private Windows(TokenSequence tokens, int batch, int steps, boolean all) {
    if (batch < 1 || steps < 1) {
      throw new BadInput(
          "batches of %d rows and windows of %d steps; expected at least 1 of each", batch, steps);
    }
    long targets = tokens.size() - 1;
    if (targets < batch) {
      throw new BadInput(
          "%d tokens are too few for %d rows side by side; give a longer text or a smaller batch",
          Math.max(0, targets), batch);
    }
    this.tokens = tokens;
    this.batch = batch;
    this.steps = steps;
    this.all = all;
    this.longest = all ? Math.ceilDiv(targets, (long) batch) : targets / batch;
    long count = Math.ceilDiv(longest, (long) steps);
    if (count * batch > Integer.MAX_VALUE) {
      throw new BadInput(
          "%d windows of %d steps are more than can be counted; make them longer", count, steps);
    }
    this.windows = (int) count;
  }

  /**
   * Rows of equal length.
   *
   * @throws BadInput if there are fewer targets than rows
   */
  public static Windows toTrain(TokenSequence tokens, int batch, int steps) {
    return new Windows(tokens, batch, steps, false);
  }

  /**
   * Every target, whatever their number.
   *
   * @throws BadInput if there are fewer targets than rows
   */
  public static Windows toEvaluate(TokenSequence tokens, int batch, int steps) {
    return new Windows(tokens, batch, steps, true);
  }

  /** Rows B. */
  public int batch() {
    return batch;
  }

  /** Number of windows. */
  public int windows() {
    return windows;
  }

  /** Steps of a window: T, fewer for the last one if T does not divide a row. */
  public int steps(int window) {
    return (int) Math.min(steps, longest - (long) window * steps);
  }

  /** Number of targets in all windows. */
  public long targets() {
    return start(batch);
  }

  /**
   * Reads a window.
   *
   * @param x takes the inputs (B, steps(window)), row by row
   * @param y takes the targets, likewise
   * @param weights takes 1 for each target there is, 0 for one there is not, likewise
   */
  public void read(int window, float[] x, float[] y, float[] weights) {
    int width = steps(window);
    for (int row = 0; row < batch; row++) {
      int n = there(window, row);
      int offset = row * width;
      copy(window, row, 0, x, offset, width);
      copy(window, row, 1, y, offset, width);
      Arrays.fill(weights, offset, offset + n, 1);
      Arrays.fill(weights, offset + n, offset + width, 0);
    }
  }

  /** The first target of a row, counted from 0. */
  private long start(int row) {
    return all ? multiplyDivide(row) : row * longest;
  }

  /** {@code floor(row (n - 1) / B)}, without the product's overflow. */
  private long multiplyDivide(int row) {
    long targets = tokens.size() - 1;
    return row * (targets / batch) + row * (targets % batch) / batch;
  }

  /** How many targets a row has in a window. */
  private int there(int window, int row) {
    long from = start(row) + (long) window * steps;
    return (int) Math.clamp(start(row + 1) - from, 0L, (long) steps(window));
  }

  private void copy(int window, int row, int shift, float[] to, int offset, int width) {
    int n = there(window, row);
    tokens.read(start(row) + (long) window * steps + shift, n, to, offset);
    Arrays.fill(to, offset + n, offset + width, 0);
  }

  @Override
  public int size() {
    return windows * batch;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(steps);
  }

  @Override
  public Shape targetShape() {
    return Shape.of(steps);
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    copy(index / batch, index % batch, 0, to, offset, steps);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    copy(index / batch, index % batch, 1, to, offset, steps);
  }

  /** If some window is not full. */
  @Override
  public boolean weighted() {
    return targets() != (long) size() * steps;
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    int n = there(index / batch, index % batch);
    Arrays.fill(to, offset, offset + n, 1);
    Arrays.fill(to, offset + n, offset + steps, 0);
  }
}
