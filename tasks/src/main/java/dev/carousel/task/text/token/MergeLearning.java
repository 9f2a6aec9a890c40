package dev.carousel.task.text.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Learns merges: again and again the most frequent pair of neighbours becomes a token. Only the
 * chunks that hold the pair are counted anew. Counts of pairs only fall once they are known, so a
 * queue of the counts as they were finds the largest: an entry that is out of date goes back in.
 */
final class MergeLearning {
  /** A pair, how often it stands in all chunks, and the chunks it stands in or once did. */
  private static final class Pair {
    final Merge merge;
    long count;
    int[] chunks = new int[4];
    int size;

    Pair(Merge merge) {
      this.merge = merge;
    }

    void add(long times, int chunk) {
      count += times;
      if (size > 0 && chunks[size - 1] == chunk) {
        return;
      }
      if (size == chunks.length) {
        chunks = Arrays.copyOf(chunks, 2 * size);
      }
      chunks[size++] = chunk;
    }
  }

  private record Entry(long count, Pair pair) {
    static final Comparator<Entry> ORDER =
        Comparator.comparingLong(Entry::count)
            .reversed()
            .thenComparingInt(e -> e.pair.merge.left())
            .thenComparingInt(e -> e.pair.merge.right());
  }

  private final List<int[]> chunks;
  private final long[] counts;
  private final int first;
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Entry> queue = new PriorityQueue<>(Entry.ORDER);

  /**
   * Prepares.
   *
   * @param chunks tokens of the different chunks
   * @param counts how often each chunk occurs
   * @param first the token the first merge makes
   */
  MergeLearning(List<int[]> chunks, long[] counts, int first) {
    this.chunks = new ArrayList<>(chunks);
    this.counts = counts;
    this.first = first;
    for (int i = 0; i < counts.length; i++) {
      addPairs(i);
    }
    pairs.values().forEach(pair -> queue.add(new Entry(pair.count, pair)));
  }

  /** At most {@code most} merges, in order. */
  List<Merge> run(int most) {
    List<Merge> merges = new ArrayList<>();
    while (merges.size() < most && !queue.isEmpty()) {
      Entry entry = queue.remove();
      Pair pair = entry.pair;
      if (entry.count != pair.count) {
        queue.add(new Entry(pair.count, pair));
      } else if (pair.count < 2) {
        break;
      } else {
        merge(pair, first + merges.size());
        merges.add(pair.merge);
      }
    }
    return merges;
  }

  private void merge(Pair pair, int token) {
    int[] where = Arrays.copyOf(pair.chunks, pair.size);
    List<Pair> fresh = new ArrayList<>();
    for (int i : where) {
      int[] before = chunks.get(i);
      int[] after = merged(before, pair.merge, token);
      if (after.length == before.length) {
        continue; // it stood here once
      }
      for (int j = 1; j < before.length; j++) {
        Pair old = pairs.get(Merge.key(before[j - 1], before[j]));
        if (old != null) {
          old.count -= counts[i];
        }
      }
      chunks.set(i, after);
      fresh.addAll(addPairs(i));
    }
    fresh.forEach(made -> queue.add(new Entry(made.count, made)));
  }

  /** Counts the pairs of a chunk; gives those that were not known. */
  private List<Pair> addPairs(int chunk) {
    int[] tokens = chunks.get(chunk);
    List<Pair> fresh = new ArrayList<>();
    for (int j = 1; j < tokens.length; j++) {
      Merge merge = new Merge(tokens[j - 1], tokens[j]);
      if (merge.left() < Subwords.BYTES || merge.right() < Subwords.BYTES) {
        continue;
      }
      Pair pair = pairs.get(merge.key());
      if (pair == null) {
        pair = new Pair(merge);
        pairs.put(merge.key(), pair);
        fresh.add(pair);
      }
      pair.add(counts[chunk], chunk);
    }
    return fresh;
  }

  private static int[] merged(int[] tokens, Merge merge, int token) {
    int[] out = new int[tokens.length];
    int size = 0;
    for (int i = 0; i < tokens.length; i++) {
      boolean both =
          i + 1 < tokens.length && tokens[i] == merge.left() && tokens[i + 1] == merge.right();
      out[size++] = both ? token : tokens[i];
      i += both ? 1 : 0;
    }
    return Arrays.copyOf(out, size);
  }
}
