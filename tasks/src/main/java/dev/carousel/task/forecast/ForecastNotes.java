package dev.carousel.task.forecast;

import dev.carousel.task.conformal.LocalScale;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What users should know of the forecast of a finished model, in sentences. */
public final class ForecastNotes {
  private static final double FAR = 10; // standard deviations

  private ForecastNotes() {}

  /** Of missing values it rests on, of a series that does not move or is where it never was. */
  public static List<DataNote> of(ForecastModel model, TimeSeries series) {
    List<DataNote> notes = new ArrayList<>();
    int window = model.spec().window();
    filled(model.target(), series.target(), window, notes);
    for (Channel one : model.spec().covariates()) {
      filled(one.column(), series.column(one.column()), window, notes);
    }
    far(model.spec(), series, notes);
    double[] target = series.target();
    if (Double.isNaN(LocalScale.before(target, target.length, model.spec().season()))) {
      String message =
          Sentence.of(
              "%s never moves in this file: nothing can be said of how far the forecast may be off.",
              Quoted.of(model.target()));
      notes.add(new DataNote(Kind.CONSTANT, message, target.length, 0));
    }
    return List.copyOf(notes);
  }

  private static void filled(String column, double[] values, int window, List<DataNote> notes) {
    int from = Math.max(0, values.length - window);
    long missing = Arrays.stream(values, from, values.length).filter(Double::isNaN).count();
    if (missing > 0) {
      String message =
          Sentence.of(
              "Filled %s of %s with the last one before, among the last %d steps the forecast is"
                  + " made from.",
              Sentence.count(missing, "missing value"), Quoted.of(column), window);
      notes.add(new DataNote(Kind.FILLED, message, (int) missing, 0));
    }
  }

  private static void far(ForecastSpec spec, TimeSeries series, List<DataNote> notes) {
    int far = 0;
    int first = 0;
    for (int t = Math.max(0, series.length() - spec.window()); t < series.length(); t++) {
      double usual = spec.target().usual(spec.seasons(), series.time(t));
      if (Math.abs(spec.target().scaled(series.target(t), usual)) > FAR) {
        first = far == 0 ? t : first;
        far++;
      }
    }
    if (far > 0) {
      String message =
          Sentence.of(
              "%s of the last %d steps of %s %s more than %.0f standard deviations from what was"
                  + " usual in training, first %s on %s: the forecast may be as far off.",
              Sentence.count(far, "value"),
              spec.window(),
              Quoted.of(spec.target().column()),
              far == 1 ? "is" : "are",
              FAR,
              series.target(first),
              ShownTime.of(series.time(first)));
      notes.add(new DataNote(Kind.FAR, message, far, 0));
    }
  }
}
