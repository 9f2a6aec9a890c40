package dev.carousel.task.text;

import dev.carousel.task.text.NGramCounts.Kind;
import java.util.Arrays;

/**
 * The n-gram model a network has to beat: interpolated Kneser-Ney smoothing with one discount an
 * order (Kneser, Ney 1995; in the interpolated form of Chen, Goodman 1999, "An empirical study of
 * smoothing techniques for language modeling"). With h the m - 1 tokens before w, and h' these
 * without the oldest one:
 *
 * <pre>
 * p_m(w | h) = max(c(hw) - D, 0) / c(h.) + D N(h.) / c(h.) p_{m-1}(w | h'),   p_0(w) = 1 / V
 * </pre>
 *
 * <p>At the highest order c counts occurrences, at all others the different tokens seen before the
 * n-gram; N(h.) is the number of different w with a count, c(h.) the sum of their counts, and D =
 * n1 / (n1 + 2 n2) of the n-grams counted once and twice. Order 1 takes no token before, order 2
 * one (bigram). Memory grows with the number of different n-grams, about 40 bytes each.
 */
public final class NGramModel {
  /** Highest order. */
  public static final int MOST = 20;

  private final int vocabulary;
  private final int order;
  private final NGramCounts counts;
  private final double[][] discounts; // by kind and length

  /**
   * Counts the n-grams of a training text.
   *
   * @param vocabulary number of tokens V
   * @param order tokens of the longest n-grams, 1 to {@value #MOST}
   */
  public NGramModel(Corpus training, int vocabulary, int order) {
    if (order < 1 || order > MOST) {
      throw new IllegalArgumentException(
          "n-grams of %d tokens, expected 1 to %d".formatted(order, MOST));
    }
    this.vocabulary = vocabulary;
    this.order = order;
    this.counts = new NGramCounts(vocabulary);
    count(training.tokens());
    this.discounts = new double[Kind.values().length][order + 1];
    for (Kind kind : Kind.values()) {
      for (int length = 1; length <= order; length++) {
        discounts[kind.ordinal()][length] = discount(kind, length);
      }
    }
  }

  private void count(TokenSequence tokens) {
    int[] before = noContext(); // nodes of the last 0, 1 .. order - 1 tokens
    int[] now = noContext();
    if (order > 1) {
      before[1] = counts.childOrNew(NGramCounts.ROOT, tokens.at(0));
    }
    for (long i = 1; i < tokens.size(); i++) {
      Arrays.fill(now, 1, order + 1, NGramCounts.NONE);
      for (int n = 0; n < order && before[n] != NGramCounts.NONE; n++) {
        now[n + 1] = counts.childOrNew(before[n], tokens.at(i));
        boolean first = counts.add(Kind.OCCURRENCES, before[n], now[n + 1]);
        if (first && n > 0) { // one more way to go on to the left, for what lacks the oldest
          counts.add(Kind.CONTINUATIONS, before[n - 1], now[n]);
        }
      }
      int[] swap = before;
      before = now;
      now = swap;
    }
  }

  private int[] noContext() {
    int[] nodes = new int[order + 1];
    Arrays.fill(nodes, NGramCounts.NONE);
    nodes[0] = NGramCounts.ROOT;
    return nodes;
  }

  private double discount(Kind kind, int length) {
    long once = counts.withCount(kind, length, 1);
    long twice = counts.withCount(kind, length, 2);
    return once == 0 || twice == 0 ? 0.5 : once / (once + 2.0 * twice);
  }

  /**
   * The probability of a token after others.
   *
   * @param context the tokens before it, the last ones count
   * @param m the order to use, 1 to the model's own
   */
  public double probability(int[] context, int token, int m) {
    int[] nodes = noContext();
    for (int n = 1; n < order && n <= context.length; n++) {
      int node = NGramCounts.ROOT;
      for (int i = context.length - n; i < context.length && node != NGramCounts.NONE; i++) {
        node = counts.child(node, context[i]);
      }
      nodes[n] = node;
    }
    return probabilityAt(nodes, token, m);
  }

  private double probabilityAt(int[] nodes, int token, int m) {
    double p = 1.0 / vocabulary;
    for (int n = 0; n < m && nodes[n] != NGramCounts.NONE; n++) {
      Kind kind = n == m - 1 ? Kind.OCCURRENCES : Kind.CONTINUATIONS;
      long total = counts.total(kind, nodes[n]);
      if (total > 0) {
        double discount = discounts[kind.ordinal()][n + 1];
        int count = counts.count(kind, counts.child(nodes[n], token));
        double lower = discount * counts.followers(kind, nodes[n]) * p;
        p = (Math.max(count - discount, 0) + lower) / total;
      }
    }
    return p;
  }

  /**
   * How well it predicts a text.
   *
   * @param m the order to use, 1 to the model's own
   */
  public TextScore score(Corpus corpus, int m) {
    if (m < 1 || m > order) {
      throw new IllegalArgumentException("order %d, expected 1 to %d".formatted(m, order));
    }
    TokenSequence tokens = corpus.tokens();
    int[] nodes = noContext();
    int[] next = noContext();
    double nats = 0;
    if (order > 1) {
      nodes[1] = counts.child(NGramCounts.ROOT, tokens.at(0));
    }
    for (long i = 1; i < tokens.size(); i++) {
      int token = tokens.at(i);
      nats -= StrictMath.log(probabilityAt(nodes, token, m));
      for (int n = 1; n < order; n++) {
        next[n] =
            nodes[n - 1] == NGramCounts.NONE ? NGramCounts.NONE : counts.child(nodes[n - 1], token);
      }
      int[] swap = nodes;
      nodes = next;
      next = swap;
    }
    return TextScore.of(corpus, nats);
  }
}
