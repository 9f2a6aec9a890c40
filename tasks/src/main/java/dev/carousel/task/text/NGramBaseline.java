package dev.carousel.task.text;

import dev.carousel.task.text.token.Level;
import java.util.Optional;

/**
 * What simple counting makes of the same texts: of the n-gram models up to order 8 of characters, 5
 * of words and subwords, the one that predicts the validation text best.
 *
 * @param order tokens of its n-grams
 * @param score on the validation text
 */
public record NGramBaseline(int order, TextScore score) {
  /** Tokens to learn from at most: beyond them the counts would take gigabytes. */
  public static final long MOST_TOKENS = 6_000_000;

  private static final int CHARACTERS = 8;
  private static final int WORDS = 5;

  /** The baseline of a training; none where the text is too long for counts in memory. */
  public static Optional<NGramBaseline> of(TextTraining training) {
    return of(training, MOST_TOKENS);
  }

  static Optional<NGramBaseline> of(TextTraining training, long mostTokens) {
    if (training.training().size() > mostTokens) {
      return Optional.empty();
    }
    int most = training.options().level() == Level.CHAR ? CHARACTERS : WORDS;
    NGramModel model = new NGramModel(training.training(), training.tokenizer().vocabulary(), most);
    NGramBaseline best = new NGramBaseline(1, model.score(training.validation(), 1));
    for (int order = 2; order <= most; order++) {
      TextScore score = model.score(training.validation(), order);
      best = score.nats() < best.score.nats() ? new NGramBaseline(order, score) : best;
    }
    return Optional.of(best);
  }
}
