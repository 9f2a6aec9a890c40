package dev.carousel.task.forecast;

import dev.carousel.BadInput;
import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.TracedSequence;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What the recurrent layers of a forecast model do while it reads the end of a series. */
public final class ForecastTraces {
  private ForecastTraces() {}

  /**
   * Traces the last windows of a series, each of which ends where the next begins: the last one is
   * what the forecast of the steps after the series is made from. A window is called by its origin,
   * the time of the first step it forecasts.
   *
   * @param windows how many
   * @throws BadInput if the series is shorter, or not of the kind the model was trained on
   */
  public static Inspection of(ForecastModel model, TimeSeries series, int windows) {
    int window = model.window();
    if ((long) windows * window > series.length()) {
      throw new BadInput(
          "%s: %d windows of %d steps need %d rows, there are %d; ask for fewer windows or give more"
              + " rows",
          series.source(), windows, window, (long) windows * window, series.length());
    }
    model.forecast(series, series.length()); // refuses a series of another kind
    Features features = new Features(model.spec(), series);
    int width = model.spec().features();
    float[] x = new float[windows * window * width];
    List<TracedSequence> sequences = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      int origin = series.length() - (windows - 1 - i) * window;
      features.window(origin, x, i * window * width);
      sequences.add(sequence(series, origin, window));
    }
    Tensor read = Tensor.of(x, windows, window, width);
    return Inspection.of(model.network(), read, "origin", "time", sequences);
  }

  private static TracedSequence sequence(TimeSeries series, int origin, int window) {
    List<String> times = new ArrayList<>();
    for (int t = origin - window; t < origin; t++) {
      times.add(ShownTime.of(series.time(t)));
    }
    return new TracedSequence(ShownTime.of(series.time(origin)), times);
  }
}
