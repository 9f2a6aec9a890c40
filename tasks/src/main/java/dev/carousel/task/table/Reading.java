package dev.carousel.task.table;

import org.jspecify.annotations.Nullable;

/**
 * A column read as numbers, or the first reason why it is none.
 *
 * @param values one a row, NaN where missing; complete only without a problem
 * @param badRow the row of the problem, -1 without one
 * @param problem the whole message: where, what was found, what to do; null without one
 */
public record Reading(double[] values, int badRow, @Nullable String problem) {
  /** Whether every value is a number or missing. */
  public boolean isNumeric() {
    return problem == null;
  }
}
