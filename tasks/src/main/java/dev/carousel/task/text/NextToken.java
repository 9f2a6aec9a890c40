package dev.carousel.task.text;

import dev.carousel.task.text.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A token that may come next.
 *
 * @param text as {@link Tokenizer#text} gives it
 * @param probability by the model, at temperature 1
 */
public record NextToken(int token, String text, double probability) {

  /**
   * The most probable tokens, of equal ones that with the smaller number first.
   *
   * @param logits one for each token of the vocabulary, from {@code offset} on
   * @param most how many; all if there are fewer
   * @throws IllegalArgumentException if a logit is NaN or +Inf
   */
  public static List<NextToken> most(Tokenizer tokenizer, float[] logits, int offset, int most) {
    int vocabulary = tokenizer.vocabulary();
    Distribution all = new Distribution(vocabulary);
    all.fill(logits, offset, 1);
    int[] order = all.ranked();
    List<NextToken> tokens = new ArrayList<>();
    for (int i = 0; i < Math.min(most, vocabulary); i++) {
      int token = order[i];
      tokens.add(new NextToken(token, tokenizer.text(token), all.probability(token)));
    }
    return tokens;
  }
}
