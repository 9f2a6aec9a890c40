package dev.carousel.task.panel;

import dev.carousel.task.series.Covariate;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What was done to the data on the way into a model, in sentences. */
final class InputNotes {
  private InputNotes() {}

  /** A set with notes on what was filled, and on columns that tell nothing. */
  static SeriesSet noted(SeriesSet set, PanelSpec spec) {
    List<DataNote> notes = new ArrayList<>();
    String how = spec.inputs().missing().words();
    filled(notes, set, how, "the target", NamedSeries::target);
    for (Covariate one : spec.source().covariates().inTime()) {
      boolean text = !Objects.requireNonNullElse(one.categories(), List.of()).isEmpty();
      filled(
          notes,
          set,
          text ? Missing.LAST.words() : how,
          Quoted.of(one.column()),
          series -> column(series, one.column()));
    }
    constant(notes, spec.inputs().past());
    constant(notes, spec.inputs().known());
    constant(notes, spec.inputs().statics());
    return set.withNotes(notes);
  }

  private static double[] column(NamedSeries series, String name) {
    TimeSeries dated = Objects.requireNonNull(series.dated(), "covariates need times");
    return dated.column(name);
  }

  private static void filled(
      List<DataNote> notes,
      SeriesSet set,
      String how,
      String name,
      Function<NamedSeries, double[]> values) {
    int missing = 0;
    int longest = 0;
    int series = 0;
    for (NamedSeries one : set) {
      int before = missing;
      int run = 0;
      for (double value : values.apply(one)) {
        run = Double.isNaN(value) ? run + 1 : 0;
        missing += Double.isNaN(value) ? 1 : 0;
        longest = Math.max(longest, run);
      }
      series += missing > before ? 1 : 0;
    }
    if (missing > 0) {
      String message =
          Sentence.of(
              "Filled %s of %s in %,d of %,d series, at most %,d on end, %s, for the model's input;"
                  + " errors are measured on observed values only.",
              Sentence.count(missing, "missing value"), name, series, set.size(), longest, how);
      notes.add(new DataNote(DataNote.Kind.FILLED, message, missing, 0));
    }
  }

  private static void constant(List<DataNote> notes, List<Channel> channels) {
    for (Channel channel : channels) {
      if (channel.deviation() == 0) {
        String message =
            Sentence.of(
                "%s is the same in all that was learnt from, so it tells the model nothing.",
                Quoted.of(channel.column()));
        notes.add(new DataNote(DataNote.Kind.CONSTANT, message, 0, 0));
      }
    }
  }
}
