package dev.carousel.task.text.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Byte-pair encoding as it is defined, counting everything anew for each merge. */
final class NaiveBytePairs {
  private final List<Integer> alphabet;
  private final List<Merge> merges = new ArrayList<>();

  NaiveBytePairs(String alphabet) {
    this.alphabet = alphabet.codePoints().boxed().toList();
  }

  List<Merge> learn(String text, int vocabulary) {
    List<List<Integer>> chunks = chunks(text);
    while (256 + alphabet.size() + merges.size() < vocabulary) {
      Map<Integer, Map<Integer, Integer>> counts = new TreeMap<>();
      for (List<Integer> chunk : chunks) {
        for (int i = 0; i + 1 < chunk.size(); i++) {
          if (chunk.get(i) >= 256 && chunk.get(i + 1) >= 256) {
            counts
                .computeIfAbsent(chunk.get(i), k -> new TreeMap<>())
                .merge(chunk.get(i + 1), 1, Integer::sum);
          }
        }
      }
      Merge best = new Merge(-1, -1);
      int most = 1;
      for (var left : counts.entrySet()) {
        for (var right : left.getValue().entrySet()) {
          if (right.getValue() > most) {
            most = right.getValue();
            best = new Merge(left.getKey(), right.getKey());
          }
        }
      }
      if (most == 1) {
        break;
      }
      merges.add(best);
      int token = 255 + alphabet.size() + merges.size();
      for (List<Integer> chunk : chunks) {
        apply(chunk, best, token);
      }
    }
    return merges;
  }

  int[] encode(String text) {
    List<List<Integer>> chunks = chunks(text);
    for (int i = 0; i < merges.size(); i++) {
      for (List<Integer> chunk : chunks) {
        apply(chunk, merges.get(i), 256 + alphabet.size() + i);
      }
    }
    return chunks.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
  }

  private static void apply(List<Integer> chunk, Merge merge, int token) {
    for (int i = 0; i + 1 < chunk.size(); i++) {
      if (chunk.get(i) == merge.left() && chunk.get(i + 1) == merge.right()) {
        chunk.remove(/* index */ i + 1);
        chunk.set(i, token);
      }
    }
  }

  private List<List<Integer>> chunks(String text) {
    List<List<Integer>> chunks = new ArrayList<>();
    ChunkSplitter splitter =
        new ChunkSplitter(chunk -> {
          List<Integer> tokens = new ArrayList<>();
          chunk.codePoints().forEach(c -> add(tokens, c));
          chunks.add(tokens);
        });
    text.codePoints().forEach(splitter);
    splitter.end();
    return chunks;
  }

  private void add(List<Integer> tokens, int codePoint) {
    int index = alphabet.indexOf(codePoint);
    if (index >= 0) {
      tokens.add(256 + index);
      return;
    }
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      tokens.add(b & 0xFF);
    }
  }
}
