package dev.carousel.task.series;

/**
 * One thing found in the data, and what was done about it.
 *
 * @param message one plain sentence
 * @param count how many rows, times or values it concerns
 * @param line the line of the file of the first example; 0 if it is on no line
 */
public record DataNote(Kind kind, String message, int count, int line) {
  /** What was found. */
  public enum Kind {
    SORTED,
    REPEATED_ROWS,
    DUPLICATE_TIMES,
    CLOCK_PUT_BACK,
    GAPS,
    OTHER_FREQUENCY,
    TRIMMED_START,
    TRIMMED_END,
    MISSING,
    FILLED,
    FAR,
    CONSTANT,
    FUTURE,
    WRITING,
    SKIPPED_COLUMN,
    UNKNOWN_CATEGORY,
    SEASON
  }
}
