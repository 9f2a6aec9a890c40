package dev.carousel.task.text.source;

import dev.carousel.BadInput;

/**
 * A text cut in two: the first part to train on, the last to validate on. It is cut before it
 * becomes tokens, so that the vocabulary is learnt from the first part only.
 */
public record TextSplit(TextSource training, TextSource validation) {

  /**
   * Keeps the last part for validation. Of n code points the first {@code floor(n (1 - fraction))}
   * are for training: 1,003,854 and 111,540 of 1,115,394 with a fraction of 0.1.
   *
   * @param fraction of the code points, between 0 and 1
   * @param betweenWords whether the cut moves on to the next white space, so that no word is cut
   * @throws BadInput if the fraction is none, or a part would be empty
   */
  public static TextSplit of(TextSource text, double fraction, boolean betweenWords) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new BadInput(
          "validation fraction %s, expected a number between 0 and 1, such as 0.1", fraction);
    }
    long length = text.length();
    long cut = (long) (length * (1 - fraction));
    if (betweenWords) {
      cut = nextWhiteSpace(text, cut, length);
    }
    if (cut == 0 || cut == length) {
      throw new BadInput(
          "%s: of %d characters a validation fraction of %s leaves %d for training and %d for"
              + " validation; give a longer text, another fraction, or a validation file",
          text.name(), length, fraction, cut, length - cut);
    }
    return new TextSplit(
        text.range(0, cut),
        new TextRange(text, cut, length, text.name() + ", the part to validate on"));
  }

  private static long nextWhiteSpace(TextSource text, long from, long length) {
    long[] state = {0, length}; // place, the white space found
    text.read(codePoint -> {
      long i = state[0]++;
      if (i >= from && i < state[1] && WhiteSpace.is(codePoint)) {
        state[1] = i;
      }
    });
    return state[1];
  }
}
