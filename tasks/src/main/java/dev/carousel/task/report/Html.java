package dev.carousel.task.report;

/** Text made safe for HTML, in elements and in quoted attributes. */
final class Html {
  private Html() {}

  /** The text with the five characters that mean something in HTML replaced by entities. */
  static String text(String raw) {
    StringBuilder out = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** A table cell for a number: right-aligned, tabular digits. */
  static String number(String raw) {
    return "<td class=\"num\">" + text(raw) + "</td>";
  }
}
