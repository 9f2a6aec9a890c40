package dev.carousel.task.series;

import dev.carousel.task.table.Column;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the columns that tell apart the series of a table: with them each time is there once. */
final class SeriesKeys {
  private static final int MOST = 12; // columns looked at
  private static final int LEAST_TIMES = 2; // of a series, on average
  private static final Pattern CODE = Pattern.compile("\\d+");

  private final Table table;
  private final LocalDateTime[] times;

  private SeriesKeys(Table table, LocalDateTime[] times) {
    this.table = table;
    this.times = times;
  }

  /** One column if that is enough, or two, words rather than numbers; empty if nothing does. */
  static List<Column> find(Table table, TimeColumn time, String target) {
    return new SeriesKeys(table, time.times()).find(candidates(table, time.column(), target));
  }

  /** Columns of words, then of whole numbers, which may be codes. */
  private static List<Column> candidates(Table table, Column time, String target) {
    Map<Boolean, List<Column>> words =
        table.columns().stream()
            .filter(column -> column != time && !column.name().equals(target))
            .collect(
                Collectors.partitioningBy(c -> c.text(0).chars().anyMatch(Character::isLetter)));
    List<Column> candidates = new ArrayList<>(words.getOrDefault(true, List.of()));
    words.getOrDefault(false, List.of()).stream()
        .filter(column -> CODE.matcher(column.text(0)).matches())
        .forEach(candidates::add);
    return candidates.stream().limit(MOST).toList();
  }

  private List<Column> find(List<Column> candidates) {
    for (Column one : candidates) {
      if (areKeys(List.of(one))) {
        return List.of(one);
      }
    }
    for (Column one : candidates) {
      for (Column other : candidates.subList(0, candidates.indexOf(one))) {
        if (areKeys(List.of(other, one))) {
          return List.of(other, one);
        }
      }
    }
    return List.of();
  }

  private boolean areKeys(List<Column> columns) {
    Set<List<Object>> seen = new HashSet<>();
    Set<List<String>> keys = new HashSet<>();
    for (int row = 0; row < times.length; row++) {
      int at = row;
      List<String> key = columns.stream().map(column -> column.text(at)).toList();
      keys.add(key);
      if (!seen.add(List.of(times[row], key)) || keys.size() * LEAST_TIMES > table.rows()) {
        return false;
      }
    }
    return true;
  }
}
