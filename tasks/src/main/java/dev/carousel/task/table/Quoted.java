package dev.carousel.task.table;

import java.util.List;
import java.util.stream.Collectors;

/** Values of a file as they are shown in messages: quoted, on one line, not too long. */
public final class Quoted {
  private static final int LONGEST = 40;
  private static final int MOST = 12;

  private Quoted() {}

  /** {@code 'value'}, with control characters as spaces, cut after 40 characters. */
  public static String of(String value) {
    String line = value.replaceAll("\\p{Cntrl}+", " ");
    return "'" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...") + "'";
  }

  /** {@code a, b, c}: the first 12 names, and how many more there are. */
  public static String names(List<String> names) {
    return values(names.stream().map(Quoted::bare).toList());
  }

  /** The same for texts that are shown as they are. */
  public static String values(List<String> texts) {
    String shown = texts.stream().limit(MOST).collect(Collectors.joining(", "));
    int more = texts.size() - MOST;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String bare(String name) {
    String quoted = of(name);
    return quoted.substring(1, quoted.length() - 1);
  }
}
