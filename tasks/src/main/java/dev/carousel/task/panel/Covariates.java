package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.Beside;
import dev.carousel.task.series.Covariate;
import dev.carousel.task.table.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a model reads beside the target.
 *
 * @param past columns known up to the origin of a forecast
 * @param known columns known over the horizon too
 * @param statics columns that are the same in all of a series
 * @param holidays days unlike others; null without
 */
public record Covariates(
    List<Covariate> past,
    List<Covariate> known,
    List<Covariate> statics,
    @Nullable Holidays holidays) {
  /** The target alone. */
  public static final Covariates NONE = new Covariates(List.of(), List.of(), List.of(), null);

  /** Refuses a column that is named twice. */
  public Covariates {
    past = List.copyOf(past);
    known = List.copyOf(known);
    statics = List.copyOf(statics);
    Set<String> seen = new HashSet<>();
    for (Covariate one : concat(past, known, statics)) {
      if (!seen.add(one.column())) {
        throw new BadInput(
            "--past, --known and --static: column %s is named twice; name it once: --past if it is"
                + " known up to today, --known if it is known over the horizon, --static if it is"
                + " the same in all of a series",
            Quoted.of(one.column()));
      }
    }
  }

  /** Columns by name. */
  public static Covariates of(
      List<String> past, List<String> known, List<String> statics, @Nullable Holidays holidays) {
    return new Covariates(named(past), named(known), named(statics), holidays);
  }

  private static List<Covariate> named(List<String> columns) {
    return columns.stream().map(name -> Covariate.of(name.strip())).toList();
  }

  @SafeVarargs
  private static List<Covariate> concat(List<Covariate>... lists) {
    List<Covariate> all = new ArrayList<>();
    for (List<Covariate> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  /** In words: {@code past temp, wind; known ahead price; holidays of days.csv}; or none. */
  String describe() {
    List<String> parts = new ArrayList<>();
    describe(parts, "past ", past);
    describe(parts, "known ahead ", known);
    describe(parts, "static ", statics);
    if (holidays != null) {
      parts.add("holidays of " + holidays.source());
    }
    return parts.isEmpty() ? "none" : String.join("; ", parts);
  }

  private static void describe(List<String> parts, String kind, List<Covariate> columns) {
    if (!columns.isEmpty()) {
      parts.add(kind + String.join(", ", columns.stream().map(Covariate::column).toList()));
    }
  }

  /** The name of the column of holidays; null without one. */
  @Nullable String holidayColumn() {
    return holidays == null ? null : holidays.column();
  }

  /** What changes with the time: known up to the origin, then known ahead. */
  List<Covariate> inTime() {
    return concat(past, known);
  }

  /** The names of the columns that have to be there over the horizon. */
  List<String> columnsAhead() {
    List<String> names = new ArrayList<>(known.stream().map(Covariate::column).toList());
    String column = holidayColumn();
    if (column != null && !names.contains(column)) {
      names.add(column);
    }
    return names;
  }

  /** What is to be read of a table. */
  Beside beside() {
    List<Covariate> columns = inTime();
    String column = holidayColumn();
    if (column != null && columns.stream().noneMatch(one -> one.column().equals(column))) {
      columns.add(new Covariate(column, holidays == null ? null : holidays.categories()));
    }
    return new Beside(columns, statics.stream().map(Covariate::column).toList());
  }

  /** These with what the numbers of each column stand for; those not named are numbers. */
  Covariates resolved(Map<String, List<String>> categories, List<Covariate> constant) {
    String column = holidayColumn();
    Holidays days =
        column == null || holidays == null
            ? holidays
            : holidays.withCategories(categories.getOrDefault(column, List.of()));
    UnaryOperator<Covariate> known =
        one -> new Covariate(one.column(), categories.getOrDefault(one.column(), List.of()));
    return new Covariates(
        past.stream().map(known).toList(), this.known.stream().map(known).toList(), constant, days);
  }
}
