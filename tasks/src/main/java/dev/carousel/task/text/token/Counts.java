package dev.carousel.task.text.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each thing occurs. Once there are {@value #MOST} different ones, new ones are not
 * counted any more: memory stays bounded whatever the text is.
 */
final class Counts<K> {
  static final int MOST = 1 << 22;

  private final Map<K, long[]> counts = new LinkedHashMap<>();

  void add(K thing, long times) {
    long[] count = counts.get(thing);
    if (count != null) {
      count[0] += times;
    } else if (counts.size() < MOST) {
      counts.put(thing, new long[] {times});
    }
  }

  int size() {
    return counts.size();
  }

  void remove(K thing) {
    counts.remove(thing);
  }

  /** All of them with their counts, in order of first occurrence. */
  Map<K, long[]> inOrder() {
    return counts;
  }

  /** The most frequent ones, of equal ones the first seen; at most {@code limit}. */
  List<K> ranked(int limit) {
    List<Map.Entry<K, long[]>> entries = new ArrayList<>(counts.entrySet());
    entries.sort((a, b) -> Long.compare(b.getValue()[0], a.getValue()[0])); // stable
    return entries.stream().limit(limit).map(Map.Entry::getKey).toList();
  }
}
