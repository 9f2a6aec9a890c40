package dev.carousel.task.panel;

import dev.carousel.task.series.Covariate;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was done to the data on the way into a model, in sentences. */
final class InputNotes {
  private InputNotes() {}

  private static final String MEASURED = "; errors are measured on observed values only.";

  /** A set with notes on what was filled, and on columns that tell nothing. */
  static SeriesSet noted(SeriesSet set, PanelSpec spec) {
    List<DataNote> notes = new ArrayList<>(filled(set, spec, Integer.MAX_VALUE, MEASURED));
    future(notes, set, spec.source().covariates());
    constant(notes, spec.inputs().past());
    constant(notes, spec.inputs().known());
    constant(notes, spec.inputs().statics());
    return set.withNotes(notes);
  }

  /** What was filled of the last steps of each series, which its forecast is made from. */
  static List<DataNote> filledLast(SeriesSet set, PanelSpec spec) {
    String end =
        Sentence.of(", among the last %s it is made from.", Sentence.count(spec.window(), "step"));
    return filled(set, spec, spec.window(), end);
  }

  private static List<DataNote> filled(SeriesSet set, PanelSpec spec, int steps, String end) {
    List<DataNote> notes = new ArrayList<>();
    String how = spec.inputs().missing().words();
    filled(notes, set, how, end, "the target", one -> last(one.target(), one.length(), steps));
    for (Covariate one : spec.source().covariates().inTime()) {
      filled(
          notes,
          set,
          isText(one) ? Missing.LAST.words() : how,
          end,
          Quoted.of(one.column()),
          series -> last(column(series, one.column()), series.length(), steps));
    }
    return notes;
  }

  private static double[] last(double[] values, int length, int steps) {
    return steps == Integer.MAX_VALUE
        ? values
        : Arrays.copyOfRange(values, Math.max(0, length - steps), length);
  }

  /** Columns that may not be known in time, as one of the series shows. */
  private static void future(List<DataNote> notes, SeriesSet set, Covariates covariates) {
    for (Covariate one : covariates.past()) {
      future(
          notes,
          set,
          one,
          series -> {
            int steps = series.stepsNearlyToldAhead(one.column());
            return steps == 0 ? null : Sentence.count(steps, "step") + " later";
          });
    }
    for (Covariate one : covariates.known()) {
      future(
          notes, set, one, series -> series.nearlyTold(one.column()) ? "at the same time" : null);
    }
  }

  /** Tells of the first series of which a column says too much. */
  private static void future(
      List<DataNote> notes,
      SeriesSet set,
      Covariate one,
      Function<TimeSeries, @Nullable String> when) {
    for (NamedSeries series : isText(one) ? List.<NamedSeries>of() : InputLearning.some(set)) {
      TimeSeries dated = series.dated();
      String told = dated == null ? null : when.apply(dated);
      if (told != null) {
        String message =
            Sentence.of(
                "Series %s: %s says nearly what the target is %s. If that is not known in time, the"
                    + " test is too good: leave the column out.",
                Quoted.of(series.id()), Quoted.of(one.column()), told);
        notes.add(new DataNote(DataNote.Kind.FUTURE, message, 1, 0));
        return;
      }
    }
  }

  private static boolean isText(Covariate one) {
    return !Objects.requireNonNullElse(one.categories(), List.of()).isEmpty();
  }

  private static double[] column(NamedSeries series, String name) {
    TimeSeries dated = Objects.requireNonNull(series.dated(), "covariates need times");
    return dated.column(name);
  }

  private static void filled(
      List<DataNote> notes,
      SeriesSet set,
      String how,
      String end,
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
              "Filled %s of %s in %,d of %,d series, at most %,d on end, %s, for the model's input%s",
              Sentence.count(missing, "missing value"),
              name,
              series,
              set.size(),
              longest,
              how,
              end);
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
