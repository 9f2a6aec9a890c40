package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.TracedSequence;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the recurrent layers of a global model do while it reads the ends of series. */
public final class PanelTraces {
  private PanelTraces() {}

  /**
   * Traces the last window of some series: what the forecasts of the steps after them are made
   * from.
   *
   * @param count how many series, the first ones of the set
   * @throws BadInput if there are fewer, or they are not of the kind the model reads
   */
  public static Inspection of(PanelModel model, SeriesSet set, int count) {
    if (count > set.size()) {
      throw new BadInput(
          "%s: %d series, fewer than the %d asked for", set.source(), set.size(), count);
    }
    if (!(model.kind() instanceof WindowKind)) {
      throw new BadInput(
          "%s: the layers of this type of model do not read one window each, so that none can be"
              + " shown to it; leave --data and --trace out, or train a direct or encoder-decoder"
              + " model",
          set.source());
    }
    model.forecasts(set); // refuses series of another kind
    PanelSpec spec = model.spec();
    if (model.network().inputs().size() > 1) {
      throw new BadInput(
          "%s: the model reads more than a window (--known, --holidays, --static or --missing"
              + " decay); such a model cannot be traced yet",
          set.source());
    }
    int one = spec.steps() * spec.features();
    float[] x = new float[count * one];
    List<TracedSequence> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NamedSeries series = set.list().get(i);
      PreparedSeries prepared = new PreparedSeries(spec, series);
      prepared.window(prepared.length(), x, i * one);
      names.add(new TracedSequence(series.id(), Collections.nCopies(spec.steps(), "")));
    }
    Tensor read = Tensor.of(x, count, spec.steps(), spec.features());
    return Inspection.of(model.network(), read, "series", "time", names);
  }
}
