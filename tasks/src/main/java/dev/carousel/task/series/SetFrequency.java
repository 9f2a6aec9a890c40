package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The one frequency of many series: the most common one, on whose grid all others have to lie. */
final class SetFrequency {
  private final Table table;
  private final Map<List<String>, int[]> rows;
  private final SequencedMap<List<String>, LocalDateTime[]> times = new LinkedHashMap<>();
  private final SequencedMap<List<String>, @Nullable Frequency> found = new LinkedHashMap<>();

  SetFrequency(Table table, Map<List<String>, TimeColumn> columns, Map<List<String>, int[]> rows) {
    this.table = table;
    this.rows = rows;
    columns.forEach((key, column) -> {
      LocalDateTime[] sorted =
          Arrays.stream(column.times()).sorted().distinct().toArray(LocalDateTime[]::new);
      times.put(key, sorted);
      found.put(key, sorted.length < 3 ? null : FrequencyDetection.candidate(sorted));
    });
  }

  Frequency get() {
    Map<Frequency, Integer> counts = new LinkedHashMap<>();
    found.values().stream().filter(f -> f != null).forEach(f -> counts.merge(f, 1, Integer::sum));
    Frequency most = null;
    int mostCount = 0;
    for (Map.Entry<Frequency, Integer> each : counts.entrySet()) {
      if (each.getValue() > mostCount) {
        most = each.getKey();
        mostCount = each.getValue();
      }
    }
    if (most == null) {
      throw new BadInput(
          "%s: no series has three different times, so their frequency cannot be seen. Give longer"
              + " series, or name other columns with --series.",
          table.source());
    }
    for (Map.Entry<List<String>, Frequency> each : found.entrySet()) {
      refuseOther(each.getKey(), each.getValue(), most);
    }
    return most;
  }

  private void refuseOther(List<String> key, @Nullable Frequency own, Frequency most) {
    LocalDateTime[] all = times.get(key);
    if (own == null || own.equals(most) || all == null || fits(all, most)) {
      return;
    }
    List<String> example =
        found.entrySet().stream()
            .filter(e -> most.equals(e.getValue()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    throw new BadInput(
        "%s, line %d: series %s is %s, but %s (line %d) is %s, as most are. Give series of one"
            + " frequency together, the others in a file of their own.",
        table.source(),
        line(key),
        name(key),
        own.describe(),
        name(example),
        line(example),
        most.describe());
  }

  private static boolean fits(LocalDateTime[] times, Frequency frequency) {
    return FrequencyDetection.offGrid(times, frequency).isEmpty()
        && !FrequencyDetection.isMostlyGaps(frequency, times);
  }

  private int line(List<String> key) {
    int[] own = rows.get(key);
    return own == null ? 0 : table.line(own[0]);
  }

  private static String name(List<String> key) {
    return Sentence.of("%s", Quoted.of(String.join("/", key)));
  }
}
