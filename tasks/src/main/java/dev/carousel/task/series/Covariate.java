package dev.carousel.task.series;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column read beside the target.
 *
 * @param column its name
 * @param categories null: numbers or text, as the file has it; empty: numbers; else text, and what
 *     the numbers 0, 1, 2 ... stand for
 */
public record Covariate(String column, @Nullable List<String> categories) {
  /** Keeps a copy. */
  public Covariate {
    Objects.requireNonNull(column, "a covariate has no column");
    categories = categories == null ? null : List.copyOf(categories);
  }

  /** A column that may hold numbers or text. */
  public static Covariate of(String column) {
    return new Covariate(column, null);
  }
}
