package dev.carousel.task.panel;

import dev.carousel.task.conformal.LocalScale;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What users should know of the forecasts of a finished model, in sentences. */
public final class PanelNotes {
  private static final double FAR = 10; // standard deviations

  private final PanelModel model;
  private final SeriesSet set;
  private final List<DataNote> notes = new ArrayList<>();

  private PanelNotes(PanelModel model, SeriesSet set) {
    this.model = model;
    this.set = set;
  }

  /**
   * Of values that are missing where the model reads, and of series that are shorter than that,
   * never moved, ended before the others, or left where they have been.
   */
  public static List<DataNote> of(PanelModel model, SeriesSet set) {
    PanelNotes notes = new PanelNotes(model, set);
    notes.notes.addAll(InputNotes.filledLast(set, model.spec()));
    notes.shorter();
    notes.still();
    notes.ended();
    notes.far();
    return List.copyOf(notes.notes);
  }

  /** Of series that never moved alone: what is to be known also where no forecast is written. */
  public static List<DataNote> still(PanelModel model, SeriesSet set) {
    PanelNotes notes = new PanelNotes(model, set);
    notes.still();
    return List.copyOf(notes.notes);
  }

  private void shorter() {
    int window = model.spec().window();
    List<NamedSeries> few = some(one -> one.length() < window);
    if (!few.isEmpty()) {
      NamedSeries first = few.getFirst();
      add(
          Kind.MISSING,
          few,
          "%s: fewer than the %,d steps the model reads, first %s (%,d); its first value stands for"
              + " what came before.",
          window,
          Quoted.of(first.id()),
          first.length());
    }
  }

  private void still() {
    List<NamedSeries> few =
        some(one -> Double.isNaN(LocalScale.before(one.target(), one.length(), model.season())));
    if (!few.isEmpty()) {
      add(
          Kind.CONSTANT,
          few,
          "%s: they never moved, first %s; nothing can be said of how far the forecast may be off.",
          Quoted.of(few.getFirst().id()));
    }
  }

  private void ended() {
    LocalDateTime latest = null;
    for (NamedSeries one : set) {
      LocalDateTime end = end(one);
      latest = end != null && (latest == null || end.isAfter(latest)) ? end : latest;
    }
    LocalDateTime last = latest;
    if (last == null) {
      return;
    }
    List<NamedSeries> few = some(one -> endedBefore(one, last));
    if (!few.isEmpty()) {
      NamedSeries first = few.getFirst();
      LocalDateTime end = end(first);
      add(
          Kind.TRIMMED_END,
          few,
          "%s: they end more than a horizon before the last one does (%s), first %s (%s); each is"
              + " forecast from its own end.",
          ShownTime.of(last),
          Quoted.of(first.id()),
          end == null ? "" : ShownTime.of(end));
    }
  }

  private void far() {
    int window = model.spec().window();
    List<NamedSeries> few = some(one -> isFar(one.target(), window));
    if (!few.isEmpty()) {
      add(
          Kind.FAR,
          few,
          "%s: a value of their last %,d steps is more than %.0f standard deviations from all before,"
              + " first %s; the forecast may be as far off.",
          window,
          FAR,
          Quoted.of(few.getFirst().id()));
    }
  }

  private static boolean isFar(double[] target, int window) {
    int from = target.length - window;
    double[] before =
        Arrays.stream(target, 0, Math.max(0, from)).filter(v -> !Double.isNaN(v)).toArray();
    if (before.length < window) {
      return false;
    }
    double mean = Arrays.stream(before).average().orElseThrow();
    double variance =
        Arrays.stream(before).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return variance > 0
        && Arrays.stream(target, from, target.length)
            .anyMatch(v -> Math.abs(v - mean) > FAR * Math.sqrt(variance));
  }

  private boolean endedBefore(NamedSeries one, LocalDateTime last) {
    TimeSeries dated = one.dated();
    return dated != null && dated.time(one.length() - 1 + model.horizon()).isBefore(last);
  }

  private static @Nullable LocalDateTime end(NamedSeries one) {
    TimeSeries dated = one.dated();
    return dated == null ? null : dated.time(one.length() - 1);
  }

  private List<NamedSeries> some(Predicate<NamedSeries> which) {
    return set.stream().filter(which).toList();
  }

  private void add(Kind kind, List<NamedSeries> few, String format, Object... more) {
    Object[] args = new Object[more.length + 1];
    args[0] = Sentence.of("%,d of %,d series", few.size(), set.size());
    System.arraycopy(more, 0, args, 1, more.length);
    notes.add(new DataNote(kind, Sentence.of(format, args), few.size(), 0));
  }
}
