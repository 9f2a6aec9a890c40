package dev.carousel.task.table;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name a user probably meant, by edit distance (Levenshtein 1966) without regard to case. */
public final class Nearest {
  private Nearest() {}

  /**
   * The first of the names closest to {@code wanted}, or null if more than a third of the letters
   * (but at least two) would have to change.
   */
  public static @Nullable String of(String wanted, List<String> names) {
    String best = null;
    int bestDistance = Math.max(2, wanted.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(fold(wanted), fold(name));
      if (distance < bestDistance && distance < Math.max(wanted.length(), name.length())) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
  }

  /** The least number of insertions, deletions and replacements that make {@code a} of b. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
