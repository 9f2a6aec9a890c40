package dev.carousel.lab;

import org.jspecify.annotations.Nullable;

/**
 * Whether a row reaches the paper: the share of solved trials is not worse (one-sided Fisher test
 * at 5 %), and the mean number of sequences is at most twice the paper's.
 */
public record Verdict(boolean shareReached, boolean sequencesReached) {
  private static final double LEVEL = 0.05;
  private static final double FACTOR = 2;

  /**
   * The verdict on a row; null if the paper has no figures, no trial is finished, the row is one
   * the paper compares with, or was learnt by another algorithm than the paper's.
   */
  public static @Nullable Verdict of(Row row) {
    Published paper = row.variant().published();
    Double percent = paper.solvedPercent();
    boolean theirsAlso = row.algorithm() == row.variant().algorithms().getFirst();
    if (row.trials() == 0 || percent == null || !row.variant().ours() || !theirsAlso) {
      return null;
    }
    int theirs = (int) Math.round(percent / 100 * paper.trials());
    double p = chanceOfAtMost(row.solved(), row.trials(), theirs, paper.trials());
    Double most = paper.sequences();
    Double ours = row.meanSequences();
    boolean quick = most == null || (ours != null && ours <= FACTOR * most);
    return new Verdict(p >= LEVEL, quick);
  }

  /** Both. */
  public boolean reached() {
    return shareReached && sequencesReached;
  }

  /**
   * Fisher's exact test: the chance that of {@code a + b} solved trials, shared out blindly over n
   * and m, at most {@code a} fall to the n.
   */
  static double chanceOfAtMost(int a, int n, int b, int m) {
    int solved = a + b;
    double chance = 0;
    for (int k = Math.max(0, solved - m); k <= a; k++) {
      chance +=
          StrictMath.exp(logChoose(n, k) + logChoose(m, solved - k) - logChoose(n + m, solved));
    }
    return chance;
  }

  private static double logChoose(int n, int k) {
    double sum = 0;
    for (int i = 1; i <= k; i++) {
      sum += StrictMath.log((double) (n - k + i) / i);
    }
    return sum;
  }
}
