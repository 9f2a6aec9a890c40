package dev.carousel.task.text.token;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Encodes chunks by the merges of {@link Subwords}: always the earliest merge that applies. */
final class ChunkEncoder implements Consumer<String> {
  private static final int CACHED = 1 << 16;
  private static final int NONE = Integer.MAX_VALUE;

  private final Alphabet known;
  private final Map<Long, Integer> made = new HashMap<>(); // by the key of the pair
  private final Map<String, int[]> cache = new HashMap<>();
  private final TokenSink to;

  ChunkEncoder(Subwords subwords, TokenSink to) {
    this.known = new Alphabet(subwords.alphabet());
    this.to = to;
    int next = Subwords.BYTES + known.size();
    for (Merge merge : subwords.merges()) {
      made.putIfAbsent(merge.key(), next++);
    }
  }

  @Override
  public void accept(String chunk) {
    int[] tokens = cache.get(chunk);
    if (tokens == null) {
      tokens = encode(chunk);
      if (cache.size() == CACHED) {
        cache.clear();
      }
      cache.put(chunk, tokens);
    }
    for (int token : tokens) {
      to.token(token);
    }
  }

  private int[] encode(String chunk) {
    int[] tokens = Subwords.symbols(known, chunk);
    int n = tokens.length;
    for (int earliest = earliest(tokens, n); earliest != NONE; earliest = earliest(tokens, n)) {
      n = merge(tokens, n, earliest);
    }
    return Arrays.copyOf(tokens, n);
  }

  /** The smallest token that two neighbours make. */
  private int earliest(int[] tokens, int n) {
    int earliest = NONE;
    for (int i = 1; i < n; i++) {
      earliest = Math.min(earliest, made(tokens[i - 1], tokens[i]));
    }
    return earliest;
  }

  private int made(int left, int right) {
    return made.getOrDefault(Merge.key(left, right), NONE);
  }

  private int merge(int[] tokens, int n, int token) {
    int size = 0;
    for (int i = 0; i < n; i++) {
      boolean both = i + 1 < n && made(tokens[i], tokens[i + 1]) == token;
      tokens[size++] = both ? token : tokens[i];
      i += both ? 1 : 0;
    }
    return size;
  }
}
