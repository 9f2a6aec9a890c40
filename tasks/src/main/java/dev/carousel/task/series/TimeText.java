package dev.carousel.task.series;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a written date and time, before it is decided which is the day and which the month:
 * one to three date parts (numbers, a month's name, a quarter), then perhaps a time of day and an
 * offset from UTC.
 */
final class TimeText {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> FULL_MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final int LONGEST_NUMBER = 14;

  private final String text;
  private int at;

  private final long[] number = new long[3];
  private final int[] digits = new int[3];
  private int count;
  private int monthName = -1;
  private int quarter = -1;
  private char separator;
  private boolean timed;
  private boolean zoned;
  private long offset;
  private long seconds;
  private int nanos;

  private TimeText(String text) {
    this.text = text;
  }

  /** The parts of this text, or null if it is no date in any form. */
  static @Nullable TimeText scan(String text) {
    TimeText parts = new TimeText(text);
    return parts.scanDate() && parts.scanTime() && parts.at == text.length() ? parts : null;
  }

  /** The number of date parts, 1 to 3. */
  int count() {
    return count;
  }

  /** A date part: a number, the month of a name, or the quarter. */
  long number(int part) {
    return number[part];
  }

  /** How many digits a date part has; 0 for names and quarters. */
  int digits(int part) {
    return digits[part];
  }

  /** The part that is a month's name, or -1. */
  int monthName() {
    return monthName;
  }

  /** The part that is a quarter such as Q3, or -1. */
  int quarter() {
    return quarter;
  }

  /** The character after the first part. */
  char separator() {
    return separator;
  }

  /** Whether a time of day is given. */
  boolean timed() {
    return timed;
  }

  /** Whether an offset from UTC is given. */
  boolean zoned() {
    return zoned;
  }

  /** Seconds before UTC that the written time is; 0 if no offset is given. */
  long offset() {
    return offset;
  }

  /** Seconds from the start of the day written to the time, in UTC if an offset is given. */
  long seconds() {
    return seconds;
  }

  int nanos() {
    return nanos;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean accept(char c) {
    boolean there = peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean scanDate() {
    if (!scanPart()) {
      return false;
    }
    while (count < 3 && nextPart()) {
      if (!scanPart()) {
        return false;
      }
    }
    return true;
  }

  /** Steps over a separator if a date part follows it. */
  private boolean nextPart() {
    char c = peek();
    boolean quarterFollows = (c == 'Q' || c == 'q') && count == 1;
    int length = quarterFollows ? 0 : c == ',' ? 2 : "-/. ".indexOf(c) >= 0 && c != 0 ? 1 : -1;
    if (length < 0 || (c == ' ' && timeFollows(at + 1))) {
      return false;
    }
    if (count == 1) {
      separator = c;
    }
    at += length;
    return true;
  }

  private boolean timeFollows(int from) {
    int i = from;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return i > from && i < text.length() && text.charAt(i) == ':';
  }

  private boolean scanPart() {
    char c = peek();
    if (isDigit(c)) {
      int from = at;
      number[count] = scanNumber(LONGEST_NUMBER);
      digits[count] = at - from;
      count++;
      return true;
    }
    return Character.isLetter(c) && scanWord();
  }

  private boolean scanWord() {
    int from = at;
    while (Character.isLetter(peek())) {
      at++;
    }
    String word = text.substring(from, at).toLowerCase(Locale.ROOT);
    if (word.equals("q") && quarter < 0 && isDigit(peek())) {
      quarter = count;
      number[count++] = scanNumber(1);
      return true;
    }
    int month = Math.max(MONTHS.indexOf(word), FULL_MONTHS.indexOf(word));
    if (month < 0 || monthName >= 0) {
      return false;
    }
    accept('.');
    monthName = count;
    number[count++] = month + 1L;
    return true;
  }

  private long scanNumber(int longest) {
    long value = 0;
    for (int n = 0; n < longest && isDigit(peek()); n++) {
      value = value * 10 + (text.charAt(at++) - '0');
    }
    return value;
  }

  /** Nothing, or T or a space and H, H:mm, H:mm:ss, H:mm:ss.fraction, AM or PM, and an offset. */
  private boolean scanTime() {
    if (at == text.length()) {
      return true;
    }
    if (!accept('T') && !accept('t') && !accept(' ')) {
      return false;
    }
    timed = true;
    long hour = scanTwo(24);
    long minute = accept(':') ? scanTwo(59) : 0;
    long second = accept(':') ? scanTwo(59) : 0;
    if (hour < 0 || minute < 0 || second < 0 || (hour == 24 && minute + second > 0)) {
      return false;
    }
    if (peek() == '.' || peek() == ',') {
      scanFraction();
    }
    hour = scanHalf(hour);
    seconds = hour * 3_600 + minute * 60 + second;
    return hour >= 0 && scanOffset();
  }

  private long scanTwo(int most) {
    int from = at;
    long value = scanNumber(2);
    return at > from && value <= most ? value : -1;
  }

  private void scanFraction() {
    at++;
    int scale = 100_000_000;
    while (isDigit(peek())) {
      nanos += scale * (text.charAt(at++) - '0');
      scale /= 10;
    }
  }

  private long scanHalf(long hour) {
    int from = at;
    accept(' ');
    String half = text.substring(at, Math.min(at + 2, text.length())).toUpperCase(Locale.ROOT);
    if (!half.equals("AM") && !half.equals("PM")) {
      at = from;
      return hour;
    }
    at += 2;
    return hour < 1 || hour > 12 ? -1 : hour % 12 + (half.equals("PM") ? 12 : 0);
  }

  private boolean scanOffset() {
    if (at == text.length()) {
      return true;
    }
    accept(' ');
    zoned = true;
    if (accept('Z') || accept('z')) {
      return true;
    }
    if (text.startsWith("UTC", at) || text.startsWith("GMT", at)) {
      at += 3;
      return true;
    }
    int sign = accept('+') ? 1 : accept('-') ? -1 : 0;
    long hours = scanTwo(18);
    accept(':');
    long minutes = at == text.length() ? 0 : scanTwo(59);
    offset = sign * (hours * 3_600 + minutes * 60);
    seconds -= offset;
    return sign != 0 && hours >= 0 && minutes >= 0;
  }
}
