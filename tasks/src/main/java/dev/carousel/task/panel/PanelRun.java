package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TrainTest;
import dev.carousel.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole job on many series: read, choose, train, test, forecast.
 *
 * @param data the file
 * @param test the file of what came after; null if the last horizon was kept apart
 * @param series all that was read from {@code data}
 * @param options how the model was made
 * @param histories of the phases of training that were begun
 * @param outcome null if training was stopped before its end
 * @param seconds wall time of training and test
 */
public record PanelRun(
    Path data,
    @Nullable Path test,
    SeriesSet series,
    PanelOptions options,
    List<History> histories,
    @Nullable Outcome outcome,
    double seconds) {

  /**
   * What a finished run gives.
   *
   * @param model with its provenance
   * @param validation what was decided by
   * @param comparison on the test parts
   * @param forecasts of what comes after the last value of each series in {@code data}; none if a
   *     column known ahead ends with the series, so that it cannot be forecast
   */
  public record Outcome(
      PanelModel model,
      PanelValidation validation,
      PanelComparison comparison,
      List<SeriesForecast> forecasts) {}

  /**
   * Reads files, trains and tests.
   *
   * @param test what came after, in the same layout; null: the last horizon of each series is kept
   *     apart to test on
   * @param phases adds listeners, checkpoints or a stop to the training
   * @throws BadInput if the series cannot be forecast, with the place and the cure
   */
  public static PanelRun of(
      Path data,
      @Nullable Path test,
      PanelSource source,
      PanelOptions options,
      PanelTraining.Phases phases)
      throws IOException {
    return of(data, test, source.read(data), source, options, phases);
  }

  /** The same for series that were read already. */
  public static PanelRun of(
      Path data,
      @Nullable Path test,
      SeriesSet series,
      PanelSource source,
      PanelOptions options,
      PanelTraining.Phases phases)
      throws IOException {
    long start = System.nanoTime();
    TrainTest parts = parts(test, series, source, options.horizon());
    PanelTraining.Result result = PanelTraining.train(parts.train(), source, options, phases);
    PanelModel trained = result.model();
    Outcome outcome = null;
    if (trained != null) {
      PanelComparison comparison = PanelComparison.of(trained, options.network().label(), parts);
      PanelModel model =
          trained.withProvenance(
              PanelProvenance.of(
                  data,
                  options,
                  result.histories().getLast(),
                  comparison.verdict(),
                  PanelProvenance.latest(parts.train(), InputLearning.lengths(parts.train()))));
      List<SeriesForecast> forecasts =
          test != null
              ? comparison.model()
              : RowsAhead.problem(series, source.covariates(), model.horizon()) == null
                  ? model.forecasts(series)
                  : List.of();
      outcome =
          new Outcome(model, Objects.requireNonNull(result.validation()), comparison, forecasts);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    DataNote season = SeasonHint.of(series, options);
    SeriesSet told = season == null ? series : series.withNotes(List.of(season));
    SeriesSet noted = trained == null ? told : InputNotes.noted(told, trained.spec());
    return new PanelRun(data, test, noted, options, result.histories(), outcome, seconds);
  }

  /** The same with the time that went before it, such as that of a search. */
  public PanelRun plusSeconds(double before) {
    return new PanelRun(data, test, series, options, histories, outcome, before + seconds);
  }

  /** The same with more notes on its series. */
  public PanelRun withNotes(List<DataNote> more) {
    return new PanelRun(data, test, series.withNotes(more), options, histories, outcome, seconds);
  }

  /**
   * The series as far as a run learns from them.
   *
   * @param test as for {@link #of}
   * @throws BadInput if a series is too short
   */
  public static SeriesSet learnt(@Nullable Path test, SeriesSet series, int horizon) {
    return test == null ? HeldOut.of(series, horizon).train() : series;
  }

  private static TrainTest parts(
      @Nullable Path test, SeriesSet series, PanelSource source, int horizon) {
    if (test == null) {
      return HeldOut.of(series, horizon);
    }
    TrainTest parts = TrainTest.of(series, source.read(test));
    if (parts.horizon() != horizon) {
      throw new BadInput(
          "%s: its series have %d values, --horizon is %d; give the horizon of the test file",
          test, parts.horizon(), horizon);
    }
    return parts;
  }
}
