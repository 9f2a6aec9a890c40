package dev.carousel.task.series;

/** What to do with rows of the same time that differ. (Identical rows are dropped in any case.) */
public enum Duplicates {
  /** The file is refused, both lines named. */
  REFUSE,
  /** The mean of the values that are there. */
  MEAN,
  /** The first row of the file. */
  FIRST,
  /** The last row of the file. */
  LAST
}
