package dev.carousel.task.table;

import org.jspecify.annotations.Nullable;

/** A column read as numbers, or the first reason why it is none. */
public final class Reading {
  private final double[] values;
  private final int badRow;
  private final @Nullable String problem;

  Reading(double[] values, int badRow, @Nullable String problem) {
    this.values = values;
    this.badRow = badRow;
    this.problem = problem;
  }

  /** One number a row, NaN where missing; complete only without a problem. */
  public double[] values() {
    return values;
  }

  /** The row of the problem, -1 without one. */
  public int badRow() {
    return badRow;
  }

  /** The whole message: where, what was found, what to do; null without a problem. */
  public @Nullable String problem() {
    return problem;
  }

  /** Whether every value is a number or missing. */
  public boolean isNumeric() {
    return problem == null;
  }
}
