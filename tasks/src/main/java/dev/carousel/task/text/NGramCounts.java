package dev.carousel.task.text;

import java.util.Arrays;

/**
 * The n-grams of a sequence in a tree: a node is an n-gram, its parent lacks the last token. Each
 * node has its count, and in how many different ways it goes on to the left.
 */
final class NGramCounts {
  static final int ROOT = 0;
  static final int NONE = -1;

  /** How an n-gram counts: as often as it occurs, or once for each token seen before it. */
  enum Kind {
    OCCURRENCES,
    CONTINUATIONS
  }

  private final int vocabulary;
  private final LongIntMap children = new LongIntMap();
  private final int[][] counts = new int[2][1024]; // by kind
  private final int[][] followers = new int[2][1024]; // different ones
  private final long[][] totals = new long[2][1024]; // of the followers' counts
  private byte[] lengths = new byte[1024];
  private int nodes = 1;

  NGramCounts(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The node of an n-gram and one more token, or {@link #NONE}. */
  int child(int node, int token) {
    return children.get(key(node, token));
  }

  private long key(int node, int token) {
    return (long) node * vocabulary + token;
  }

  /** The same, made if it was not there. */
  int childOrNew(int node, int token) {
    int child = child(node, token);
    if (child != NONE) {
      return child;
    }
    if (nodes == lengths.length) {
      grow();
    }
    lengths[nodes] = (byte) (lengths[node] + 1);
    children.put(key(node, token), nodes);
    return nodes++;
  }

  private void grow() {
    int size = Math.multiplyExact(nodes, 2);
    lengths = Arrays.copyOf(lengths, size);
    for (int kind = 0; kind < 2; kind++) {
      counts[kind] = Arrays.copyOf(counts[kind], size);
      followers[kind] = Arrays.copyOf(followers[kind], size);
      totals[kind] = Arrays.copyOf(totals[kind], size);
    }
  }

  /** Counts a node once more; true if it was the first time. */
  boolean add(Kind kind, int parent, int node) {
    int k = kind.ordinal();
    totals[k][parent]++;
    boolean first = counts[k][node]++ == 0;
    followers[k][parent] += first ? 1 : 0;
    return first;
  }

  int count(Kind kind, int node) {
    return node == NONE ? 0 : counts[kind.ordinal()][node];
  }

  int followers(Kind kind, int node) {
    return followers[kind.ordinal()][node];
  }

  long total(Kind kind, int node) {
    return totals[kind.ordinal()][node];
  }

  /** How many n-grams of a length have a count. */
  long withCount(Kind kind, int length, int count) {
    long n = 0;
    for (int node = 1; node < nodes; node++) {
      n += lengths[node] == length && counts[kind.ordinal()][node] == count ? 1 : 0;
    }
    return n;
  }
}
