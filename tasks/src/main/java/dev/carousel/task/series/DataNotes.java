package dev.carousel.task.series;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What was found in the data and done about it, in the order in which it was done. */
public record DataNotes(List<DataNote> list) implements Iterable<DataNote> {
  /** Keeps a copy. */
  public DataNotes {
    list = List.copyOf(list);
  }

  /** No notes. */
  public static DataNotes none() {
    return new DataNotes(List.of());
  }

  /** These notes, then those. */
  public DataNotes and(List<DataNote> more) {
    List<DataNote> all = new ArrayList<>(list);
    all.addAll(more);
    return new DataNotes(all);
  }

  /** The notes of one kind. */
  public List<DataNote> of(DataNote.Kind kind) {
    return list.stream().filter(note -> note.kind() == kind).toList();
  }

  @Override
  public Iterator<DataNote> iterator() {
    return list.iterator();
  }
}
