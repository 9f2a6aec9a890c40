package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.task.table.Sentence;
import dev.carousel.tensor.Shape;
import java.util.Arrays;

/**
 * A sequence of tokens cut into B rows that are read side by side; the target of each step is the
 * token after it. Each row is one example, so that training in batches of B, in order and {@link
 * dev.carousel.train.Fit#truncate truncated} to T steps, goes over all rows window by window: the
 * steps {@code [0, T), [T, 2 T)} and so on of each, the last window being shorter if T does not
 * divide a row. The state goes on from window to window, and starts anew with each epoch.
 *
 * <p>Of n tokens all but the first are targets, counted from 0 here. Row b has the targets {@code
 * [s(b), s(b + 1))}; its inputs are the tokens before them, so the last target of a row is the
 * first input of the next. To train, {@code s(b) = b floor((n - 1) / B)}: all rows are equally
 * long, and the last {@code (n - 1) mod B} targets are left out. To evaluate, {@code s(b) = floor(b
 * (n - 1) / B)}: nothing is left out, and some rows are one step longer than others.
 */
public final class TextRows implements Examples {
  private final TokenSequence tokens;
  private final int batch;
  private final boolean all;
  private final int longest;

  private TextRows(TokenSequence tokens, int batch, boolean all) {
    if (batch < 1) {
      throw new BadInput("a batch of %d rows; expected at least 1", batch);
    }
    long targets = tokens.size() - 1;
    if (targets < batch) {
      throw new BadInput(
          "%s: too few for %d rows side by side; give a longer text or a smaller --batch",
          Sentence.count(Math.max(0, targets), "token"), batch);
    }
    long steps = all ? Math.ceilDiv(targets, (long) batch) : targets / batch;
    if (steps > Integer.MAX_VALUE) {
      throw new BadInput(
          "%d tokens in %d rows make rows of %d, more than %d; give a larger batch",
          targets, batch, steps, Integer.MAX_VALUE);
    }
    this.tokens = tokens;
    this.batch = batch;
    this.all = all;
    this.longest = (int) steps;
  }

  /**
   * Rows of equal length.
   *
   * @param tokens the start and the text, as in a {@link Corpus}
   * @param batch rows B
   * @throws BadInput if there are fewer targets than rows
   */
  public static TextRows toTrain(TokenSequence tokens, int batch) {
    return new TextRows(tokens, batch, false);
  }

  /**
   * Every target, whatever their number. The fewer rows, the fewer targets lack what stands before
   * their row.
   *
   * @param tokens the start and the text, as in a {@link Corpus}
   * @param batch rows B
   * @throws BadInput if there are fewer targets than rows
   */
  public static TextRows toEvaluate(TokenSequence tokens, int batch) {
    return new TextRows(tokens, batch, true);
  }

  /** Number of targets in all rows. */
  public long targets() {
    return start(batch);
  }

  /** The first target of a row. */
  private long start(int row) {
    long targets = tokens.size() - 1;
    return all
        ? row * (targets / batch) + row * (targets % batch) / batch // without overflow
        : (long) row * longest;
  }

  /** Rows B. */
  @Override
  public int size() {
    return batch;
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
  public int length(int row) {
    return (int) (start(row + 1) - start(row));
  }

  @Override
  public void readInput(int row, float[] to, int offset) {
    readInputSteps(row, 0, longest, to, offset);
  }

  @Override
  public void readTarget(int row, float[] to, int offset) {
    readTargetSteps(row, 0, longest, to, offset);
  }

  @Override
  public void readInputSteps(int row, int from, int steps, float[] to, int offset) {
    read(row, from, steps, 0, to, offset);
  }

  @Override
  public void readTargetSteps(int row, int from, int steps, float[] to, int offset) {
    read(row, from, steps, 1, to, offset);
  }

  /** What a row does not have is token 0. */
  private void read(int row, int from, int steps, int shift, float[] to, int offset) {
    int there = Math.clamp((long) length(row) - from, 0, steps);
    tokens.read(start(row) + from + shift, there, to, offset);
    Arrays.fill(to, offset + there, offset + steps, 0);
  }
}
