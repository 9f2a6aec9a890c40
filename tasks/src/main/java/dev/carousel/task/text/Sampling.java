package dev.carousel.task.text;

import dev.carousel.BadInput;

/**
 * How the next token is chosen.
 *
 * @param temperature divides the logits: below 1 the probable becomes more probable; 0 takes the
 *     most probable token always
 * @param topK only so many of the most probable tokens may be drawn; 0 for all
 * @param topP of these, only the fewest most probable ones that together have at least this share
 *     of their probability (nucleus sampling: Holtzman et al. 2020, "The curious case of neural
 *     text degeneration"); 1 for all
 */
public record Sampling(double temperature, int topK, double topP) {
  /** Tokens by their probabilities. */
  public static final Sampling PLAIN = new Sampling(1, 0, 1);

  public Sampling {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new BadInput(
          "temperature %s, expected a number from 0 up, such as 0.8 (0: always the most probable)",
          temperature);
    }
    if (topK < 0) {
      throw new BadInput("top-k %d, expected at least 1, or 0 for all tokens", topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new BadInput("top-p %s, expected more than 0 and at most 1, such as 0.9", topP);
    }
  }

  /** The same with another temperature. */
  public Sampling withTemperature(double other) {
    return new Sampling(other, topK, topP);
  }

  /** The same with another top-k. */
  public Sampling withTopK(int other) {
    return new Sampling(temperature, other, topP);
  }

  /** The same with another top-p. */
  public Sampling withTopP(double other) {
    return new Sampling(temperature, topK, other);
  }

  /** Whether some of so many tokens are left out. */
  boolean cuts(int vocabulary) {
    return (topK > 0 && topK < vocabulary) || topP < 1;
  }
}
