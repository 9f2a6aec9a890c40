package dev.carousel.task.text;

import dev.carousel.random.Randomness;

/**
 * Draws tokens. The token at a position depends on the logits, the seed and the position only. For
 * one thread; allocates nothing from step to step.
 */
public final class Sampler {
  private final Sampling options;
  private final Randomness randomness;
  private final Distribution all;

  /**
   * A sampler.
   *
   * @param vocabulary number of tokens V
   * @param seed same seed, same choices
   */
  public Sampler(Sampling options, int vocabulary, long seed) {
    this.options = options;
    this.randomness = new Randomness(seed, 0).named("sample");
    this.all = new Distribution(vocabulary);
  }

  /**
   * Chooses a token.
   *
   * @param logits V of them from {@code offset} on; a token with -Inf is never drawn
   * @param position of the token in the text
   * @throws IllegalArgumentException if a logit is NaN or +Inf, or all are -Inf
   */
  public int next(float[] logits, int offset, long position) {
    if (options.temperature() == 0) {
      return Distribution.greatest(logits, offset, all.vocabulary());
    }
    all.fill(logits, offset, options.temperature());
    double u = randomness.uniformDouble(position);
    return options.cuts(all.vocabulary()) ? drawFromMost(u) : drawFromAll(u);
  }

  private int drawFromAll(double u) {
    double draw = u * all.total();
    double sum = 0;
    int last = 0;
    for (int token = 0; token < all.vocabulary(); token++) {
      double weight = all.weight(token);
      sum += weight;
      if (draw < sum) {
        return token;
      }
      last = weight > 0 ? token : last;
    }
    return last; // rounding took the draw to the end
  }

  private int drawFromMost(double u) {
    int[] ranked = all.ranked();
    int kept = options.topK() == 0 ? ranked.length : Math.min(options.topK(), ranked.length);
    if (options.topP() < 1) {
      kept = nucleus(ranked, options.topP() * sum(ranked, kept));
    }
    double draw = u * sum(ranked, kept);
    double sum = 0;
    int last = 0;
    for (int i = 0; i < kept && all.weight(ranked[i]) > 0; i++) {
      sum += all.weight(ranked[i]);
      if (draw < sum) {
        return ranked[i];
      }
      last = i;
    }
    return ranked[last];
  }

  /** The fewest first ones whose weights reach a sum. */
  private int nucleus(int[] ranked, double enough) {
    double sum = 0;
    int n = 0;
    while (n < ranked.length && (n == 0 || sum < enough)) {
      sum += all.weight(ranked[n++]);
    }
    return n;
  }

  private double sum(int[] ranked, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += all.weight(ranked[i]);
    }
    return sum;
  }
}
