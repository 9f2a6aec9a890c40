package dev.carousel.layer;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tokens;

/**
 * What a network reads: one example's shape.
 *
 * @param timeSteps T; 0 if sequences of any length are taken
 * @param features I; of tokens the size of the vocabulary, for a token stands for a one-hot row
 * @param tokens whether x is ids (B, T), whole numbers from 0 to features - 1, in place of values
 *     (B, T, I)
 */
public record Input(int timeSteps, int features, boolean tokens) {
  /** Checks the sizes. */
  public Input {
    if (timeSteps < 0 || features < 1) {
      throw new IllegalArgumentException(
          "input (%d, %d): expected time steps >= 0 (0: any) and features >= 1"
              .formatted(timeSteps, features));
    }
    if (tokens) {
      Tokens.checkVocabulary("input", features);
    }
  }

  /**
   * Sequences of {@code timeSteps} steps, at least 1, with {@code features} values each; see {@link
   * #anySequence} for any length.
   */
  public static Input sequence(int timeSteps, int features) {
    checkLength(timeSteps, features, "anySequence");
    return new Input(timeSteps, features, false);
  }

  /** Sequences of any length, equal within a batch. */
  public static Input anySequence(int features) {
    return new Input(0, features, false);
  }

  /**
   * Sequences of {@code timeSteps} tokens, at least 1, each from 0 to {@code vocabulary - 1}; see
   * {@link #anyTokens} for any length.
   */
  public static Input tokens(int timeSteps, int vocabulary) {
    checkLength(timeSteps, vocabulary, "anyTokens");
    return new Input(timeSteps, vocabulary, true);
  }

  /** Sequences of tokens of any length, equal within a batch. */
  public static Input anyTokens(int vocabulary) {
    return new Input(0, vocabulary, true);
  }

  private static void checkLength(int timeSteps, int features, String any) {
    if (timeSteps < 1) {
      throw new IllegalArgumentException(
          ("input (%d, %d): expected at least 1 time step; for sequences of any length take"
                  + " Input.%s(%d)")
              .formatted(timeSteps, features, any, features));
    }
  }

  /** What the first layer makes its weights for: (T, I), T = 0 standing for any. */
  public Shape shape() {
    return Shape.of(timeSteps, features);
  }

  /** One example as it is given: (T, I), or (T) tokens; T = 0 standing for any. */
  public Shape given() {
    return tokens ? Shape.of(timeSteps) : shape();
  }
}
