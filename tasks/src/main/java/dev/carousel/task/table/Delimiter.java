package dev.carousel.task.table;

import java.util.ArrayList;
import java.util.List;

/** Finds the character between the fields: comma, semicolon, tab or pipe. */
final class Delimiter {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final int RECORDS = 200;

  private Delimiter() {}

  /**
   * The candidate with which most of the first 200 records have as many fields as the header (two
   * or more); among equals the one with more fields. Comma if none splits the header.
   */
  static char detect(String text) {
    char best = ',';
    double bestShare = 0;
    int bestFields = 1;
    for (char candidate : CANDIDATES) {
      List<Integer> counts = fieldCounts(text, candidate);
      int header = counts.isEmpty() ? 1 : counts.getFirst();
      double share = header < 2 ? 0 : share(counts, header);
      if (share > bestShare || (share == bestShare && share > 0 && header > bestFields)) {
        best = candidate;
        bestShare = share;
        bestFields = header;
      }
    }
    return best;
  }

  private static double share(List<Integer> counts, int header) {
    return (double) counts.stream().filter(c -> c == header).count() / counts.size();
  }

  /** The number of fields of each of the first records that are not blank. */
  private static List<Integer> fieldCounts(String text, char delimiter) {
    List<Integer> counts = new ArrayList<>();
    boolean quoted = false;
    boolean blank = true;
    int fields = 1;
    for (int i = 0; i < text.length() && counts.size() < RECORDS; i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      boolean end = !quoted && (c == '\n' || c == '\r');
      if (end && !blank) {
        counts.add(fields);
      }
      fields = end ? 1 : fields + (!quoted && c == delimiter ? 1 : 0);
      blank = end || (blank && Character.isWhitespace(c) && c != delimiter);
    }
    if (!blank && counts.size() < RECORDS) {
      counts.add(fields);
    }
    return counts;
  }
}
