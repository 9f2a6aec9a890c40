package dev.carousel.task.series;

import java.util.List;

/**
 * What is read of a table beside the target.
 *
 * @param columns that change with the time
 * @param statics names of columns that are the same in all rows of a series; of a long table
 */
public record Beside(List<Covariate> columns, List<String> statics) {
  /** The target alone. */
  public static final Beside NOTHING = new Beside(List.of(), List.of());

  /** Keeps copies. */
  public Beside {
    columns = List.copyOf(columns);
    statics = List.copyOf(statics);
  }
}
