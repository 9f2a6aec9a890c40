package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;

/**
 * A text cut into B rows that are read side by side, each row one long sequence for truncated
 * backpropagation through time ({@code Fit.truncate}): the target of a step is the token after it.
 *
 * <p>Of n tokens all but the first are targets. Row b holds the targets {@code [s(b), s(b + 1))},
 * counted from 0, so its inputs are the tokens at these places and its targets those one further.
 * To train, {@code s(b) = b floor((n - 1) / B)}: all rows are equally long, and the last {@code (n
 * - 1) mod B} targets are left out. To evaluate, {@code s(b) = floor(b (n - 1) / B)}: nothing is
 * left out, and some rows are one step longer than others. Each row begins without a past.
 */
public final class TokenRows implements Examples {
  private final TokenSequence tokens;
  private final int rows;
  private final boolean all;
  private final int longest;

  private TokenRows(TokenSequence tokens, int rows, boolean all) {
    long targets = tokens.size() - 1;
    if (rows < 1 || targets < rows) {
      throw new BadInput(
          "%d tokens are too few for %d rows side by side; give a longer text or a smaller batch",
          Math.max(0, targets), rows);
    }
    long steps = all ? Math.ceilDiv(targets, (long) rows) : targets / rows;
    if (steps > Integer.MAX_VALUE) {
      throw new BadInput(
          "%d tokens in %d rows: a row has more steps than can be counted; take a larger batch",
          targets, rows);
    }
    this.tokens = tokens;
    this.rows = rows;
    this.all = all;
    this.longest = (int) steps;
  }

  /**
   * Rows of equal length.
   *
   * @throws BadInput if there are fewer targets than rows
   */
  public static TokenRows toTrain(TokenSequence tokens, int rows) {
    return new TokenRows(tokens, rows, false);
  }

  /**
   * Every target, whatever their number.
   *
   * @throws BadInput if there are fewer targets than rows
   */
  public static TokenRows toEvaluate(TokenSequence tokens, int rows) {
    return new TokenRows(tokens, rows, true);
  }

  /** Steps of the longest row. */
  public int steps() {
    return longest;
  }

  /** Number of targets in all rows. */
  public long targets() {
    return start(rows);
  }

  /** The first target of a row, counted from 0. */
  private long start(int row) {
    long targets = tokens.size() - 1;
    return all
        ? row * (targets / rows) + row * (targets % rows) / rows // without the product's overflow
        : (long) row * longest;
  }

  @Override
  public int size() {
    return rows;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(longest);
  }

  @Override
  public Shape targetShape() {
    return Shape.of(longest);
  }

  @Override
  public int length(int index) {
    return (int) (start(index + 1) - start(index));
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    readInputSteps(index, 0, longest, to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    readTargetSteps(index, 0, longest, to, offset);
  }

  @Override
  public void readInputSteps(int index, int from, int steps, float[] to, int offset) {
    copy(index, from, 0, steps, to, offset);
  }

  @Override
  public void readTargetSteps(int index, int from, int steps, float[] to, int offset) {
    copy(index, from, 1, steps, to, offset);
  }

  /** What a row does not have is token 0. */
  private void copy(int row, int from, int shift, int steps, float[] to, int offset) {
    int n = Math.clamp(length(row) - (long) from, 0, steps);
    tokens.read(start(row) + from + shift, n, to, offset);
    java.util.Arrays.fill(to, offset + n, offset + steps, 0);
  }
}
