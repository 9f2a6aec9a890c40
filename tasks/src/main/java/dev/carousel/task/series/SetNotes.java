package dev.carousel.task.series;

import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The notes on many series, made few: of each kind all if they are few, or else the sum. */
final class SetNotes {
  private static final int FEW = 3;

  private record Entry(String id, DataNote note) {}

  private final Map<DataNote.Kind, List<Entry>> byKind = new EnumMap<>(DataNote.Kind.class);

  /** Adds the notes on one series. */
  void add(String id, DataNotes notes) {
    for (DataNote note : notes) {
      byKind.computeIfAbsent(note.kind(), kind -> new ArrayList<>()).add(new Entry(id, note));
    }
  }

  /** All in one list, by kind. */
  List<DataNote> list() {
    List<DataNote> list = new ArrayList<>();
    byKind.forEach((kind, entries) -> {
      DataNote first = entries.getFirst().note;
      if (entries.stream().allMatch(e -> e.note.equals(first))) {
        list.add(entries.size() == 1 ? labelled(entries.getFirst()) : first);
      } else if (entries.size() <= FEW) {
        entries.forEach(entry -> list.add(labelled(entry)));
      } else {
        list.add(sum(kind, entries));
      }
    });
    return list;
  }

  private static DataNote labelled(Entry entry) {
    DataNote note = entry.note;
    String message = Sentence.of("Series %s: %s", Quoted.of(entry.id), note.message());
    return new DataNote(note.kind(), message, note.count(), note.line());
  }

  private static DataNote sum(DataNote.Kind kind, List<Entry> entries) {
    int count = entries.stream().mapToInt(e -> e.note.count()).sum();
    long series = entries.stream().map(Entry::id).distinct().count();
    Entry first = entries.getFirst();
    String message =
        Sentence.of(
            "%,d series: the same as in series %s: %s",
            series, Quoted.of(first.id), first.note.message());
    return new DataNote(kind, message, count, first.note.line());
  }
}
