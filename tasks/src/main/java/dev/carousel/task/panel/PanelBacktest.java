package dev.carousel.task.panel;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.carousel.BadInput;
import dev.carousel.file.AtomicFile;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A finished model tested on what came after its training, beside baselines fitted to what came
 * before the test.
 */
public final class PanelBacktest {
  private static final MathContext DIGITS = new MathContext(9);

  private final PanelModel model;
  private final SeriesSet set;
  private final RollingSplit split;
  private final LocalDateTime from;

  /**
   * A test from every origin of a stretch of time.
   *
   * @param from the first time that is tested; {@link #notes} say so if the model has learnt from
   *     what comes then
   * @param end the first time that is no longer tested; null: everything after is
   * @param stride steps from one origin to the next
   * @throws BadInput if the model does not fit the series, or a series has no value before
   */
  public PanelBacktest(
      PanelModel model,
      SeriesSet set,
      LocalDateTime from,
      @Nullable LocalDateTime end,
      int stride) {
    this.model = model;
    this.set = set;
    this.from = from;
    if (end != null && !from.isBefore(end)) {
      throw new BadInput(
          "--from %s, --to %s: expected the earlier time first",
          ShownTime.of(from), ShownTime.of(end));
    }
    if (set.frequency() == null) {
      throw new BadInput(
          "%s: the series have no times, so that there is no time to test them from; give what came"
              + " after in a file of its own to forecast train, --test FILE",
          set.source());
    }
    split = RollingSplit.test(from, end, stride);
    model.check(set);
    check(from);
  }

  private void check(LocalDateTime from) {
    int[] tests = split.testPlaces(set);
    int[] ends = split.endPlaces(set);
    boolean any = false;
    for (int i = 0; i < tests.length; i++) {
      NamedSeries one = set.list().get(i);
      if (Arrays.stream(one.target(), 0, tests[i]).allMatch(Double::isNaN)) {
        throw new BadInput(
            "%s: series %s has no value before %s; give a later --from, or leave the series out",
            set.source(), Quoted.of(one.id()), ShownTime.of(from));
      }
      any |= ends[i] - tests[i] >= model.horizon();
    }
    if (!any) {
      throw new BadInput(
          "%s: no series has %d steps from %s on, the horizon of the model; give an earlier --from",
          set.source(), model.horizon(), ShownTime.of(from));
    }
  }

  /** What has to be said of the test, one sentence each. */
  public List<DataNote> notes() {
    LocalDateTime seen = model.seen();
    if (seen == null || !from.isBefore(seen)) {
      return List.of();
    }
    String message =
        Sentence.of(
            "The model was trained on what came before %s: from %s to then it is tested on what it has"
                + " seen, which is too easy. Give --from %s.",
            ShownTime.of(seen), ShownTime.of(from), option(seen));
    return List.of(new DataNote(DataNote.Kind.FUTURE, message, 1, 0));
  }

  private static String option(LocalDateTime time) {
    return ShownTime.of(time).replace(' ', 'T');
  }

  /** Runs the test. */
  public RollingTest run() {
    return run(RollingCollection.Forecasts.NONE);
  }

  private RollingTest run(RollingCollection.Forecasts listener) {
    int[] known = split.testPlaces(set);
    List<PreparedSeries> prepared = new ArrayList<>();
    for (NamedSeries one : set) {
      prepared.add(new PreparedSeries(model.spec(), one, known[prepared.size()]));
    }
    RollingCollection tested = new RollingCollection(model.label(), set, listener);
    tested.add(model, prepared, split);
    return tested.test();
  }

  /**
   * Runs the test and writes every forecast to a CSV file, replaced as a whole, a row a step:
   * series, the last time known, step, its time, the actual value (empty if not observed), the
   * forecast, and the interval's bounds (empty if the model has none).
   */
  public RollingTest runTo(Path file) throws IOException {
    AtomicReference<RollingTest> result = new AtomicReference<>();
    AtomicFile.write(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CsvWriter csv = CsvWriter.builder().build(text);
          csv.writeRecord(
              "series", "origin", "step", "time", "actual", "forecast", "lower", "upper");
          result.set(run((i, origin, values, bounds) -> write(csv, i, origin, values, bounds)));
          csv.flush();
        });
    return Objects.requireNonNull(result.get());
  }

  private void write(
      CsvWriter csv,
      int series,
      int origin,
      double[] values,
      ConformalIntervals.@Nullable Bounds bounds) {
    NamedSeries one = set.list().get(series);
    TimeSeries dated = Objects.requireNonNull(one.dated());
    for (int h = 0; h < values.length; h++) {
      csv.writeRecord(
          one.id(),
          ShownTime.of(dated.time(origin - 1)),
          Integer.toString(h + 1),
          ShownTime.of(dated.time(origin + h)),
          text(one.target()[origin + h]),
          text(values[h]),
          bounds == null ? "" : text(bounds.lower()[h]),
          bounds == null ? "" : text(bounds.upper()[h]));
    }
  }

  private static String text(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
        : "";
  }
}
