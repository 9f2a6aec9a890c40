package dev.carousel.task.panel;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.CosineDecay;
import dev.carousel.task.panel.PanelTraining.Phase;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A global model trained before one time, stopped by what came before another, and tested from
 * every origin after that; if the split says so, others trained anew before later parts of the
 * test.
 *
 * @param series all of them
 * @param split of time
 * @param model the last that was trained; null if training was stopped before its end
 * @param history of its training
 * @param test null if training was stopped before its end
 * @param ridge of the linear layers' first weights, chosen on validation time
 * @param seconds wall time of training and test
 */
public record RollingRun(
    SeriesSet series,
    RollingSplit split,
    @Nullable PanelModel model,
    History history,
    @Nullable RollingTest test,
    double ridge,
    double seconds) {
  private static final double CLIP_NORM = 1;

  /**
   * Trains and tests.
   *
   * @param data the file of the series
   * @param patience epochs without a better validation loss before training stops
   * @param phases adds a listener, a checkpoint or a stop to each training, by its number
   */
  public static RollingRun of(
      Path data,
      SeriesSet set,
      PanelSource source,
      PanelOptions options,
      int patience,
      RollingSplit split,
      IntFunction<PanelTraining.Phases> phases)
      throws IOException {
    RollingRun run = of(set, source, options, patience, split, phases);
    PanelModel model = run.model;
    RollingTest test = run.test;
    if (model == null || test == null) {
      return run;
    }
    List<RollingSplit> parts = split.parts(set, options.horizon());
    LocalDateTime seen = PanelProvenance.latest(set, parts.getLast().testPlaces(set));
    DataNote season = SeasonHint.of(set, options);
    return new RollingRun(
        season == null ? run.series : run.series.withNotes(List.of(season)),
        run.split,
        model.withProvenance(PanelProvenance.of(data, options, run.history, test.verdict(), seen)),
        run.history,
        test,
        run.ridge,
        run.seconds);
  }

  /** The same with the time that went before it, such as that of a search. */
  public RollingRun plusSeconds(double before) {
    return new RollingRun(series, split, model, history, test, ridge, before + seconds);
  }

  /** The same with more notes on its series. */
  public RollingRun withNotes(List<DataNote> more) {
    return new RollingRun(series.withNotes(more), split, model, history, test, ridge, seconds);
  }

  /** The same of series that are from no file; the model then tells not where it comes from. */
  static RollingRun of(
      SeriesSet set,
      PanelSource source,
      PanelOptions options,
      int patience,
      RollingSplit split,
      IntFunction<PanelTraining.Phases> phases) {
    long began = System.nanoTime();
    String name = options.network().label();
    RollingCollection tested = new RollingCollection(name, set, RollingCollection.Forecasts.NONE);
    List<RollingSplit> parts = split.parts(set, options.horizon());
    for (int i = 0; ; i++) {
      RollingSplit part = parts.get(i);
      Trained trained = train(set, source, options, patience, split, part, phases.apply(i));
      PanelModel model = trained.model;
      if (model == null) {
        return new RollingRun(
            set, split, null, trained.history, null, trained.ridge, seconds(began));
      }
      List<Double> radii = RollingIntervals.radii(model, set, trained.prepared, part);
      PanelModel whole = model.withRadii(radii);
      tested.add(whole, trained.prepared, part);
      if (i == parts.size() - 1) {
        return new RollingRun(
            InputNotes.noted(set, whole.spec()),
            split.withFits(parts.size()),
            whole,
            trained.history,
            tested.test(),
            trained.ridge,
            seconds(began));
      }
    }
  }

  /** The same with one training. */
  static RollingRun of(
      SeriesSet set,
      PanelSource source,
      PanelOptions options,
      int patience,
      RollingSplit split,
      PanelTraining.Phases phases) {
    return of(set, source, options, patience, split, i -> phases);
  }

  /**
   * What one network makes of the validation part: the mean absolute error, in each series'
   * standard deviations.
   *
   * @return null if training was stopped
   */
  public static @Nullable Double validate(
      SeriesSet set,
      PanelSource source,
      PanelOptions options,
      int patience,
      RollingSplit split,
      PanelTraining.Phases phases) {
    PanelOptions one = options.withNetwork(options.network().withMembers(1));
    Trained trained = train(set, source, one, patience, split, split, phases);
    return trained.model == null
        ? null
        : Double.valueOf(RollingTest.validation(trained.model, set, trained.prepared, split));
  }

  private record Trained(
      @Nullable PanelModel model, List<PreparedSeries> prepared, History history, double ridge) {}

  private static Trained train(
      SeriesSet set,
      PanelSource source,
      PanelOptions options,
      int patience,
      RollingSplit asked,
      RollingSplit split,
      PanelTraining.Phases phases) {
    PanelSpec spec = PanelInput.specify(set, source, options, split.validationPlaces(set));
    ModelKind kind = ModelKind.of(spec, options, set);
    kind.check(set);
    asked.check(set, spec.window(), spec.horizon());
    int[] ends = split.validationPlaces(set);
    int[] tests = split.testPlaces(set);
    List<PreparedSeries> prepared = prepared(spec, set, ends);
    int most = options.training().windows();
    PanelOptions.LossKind loss = options.training().loss();
    int[] from = new int[ends.length];
    Arrays.fill(from, spec.window());
    int step = split.learningStride();
    Examples learn =
        kind.examples(
            spec,
            prepared,
            loss,
            most,
            Origins.between(from, less(ends, spec.horizon() - 1), tests, step));
    Examples decide =
        kind.examples(
            spec,
            prepared,
            loss,
            Math.max(1, most / 4),
            Origins.between(ends, less(tests, spec.horizon() - 1), tests, step));
    int members = options.network().members();
    Network network = kind.toTrain(spec, options.network(), options.seed());
    double ridge = kind.start(spec, learn, decide, loss, network);
    Fit plan =
        Fit.epochs(options.training().epochs())
            .batchSize(kind.batchSize(options.training().batchSize()))
            .schedule(new CosineDecay())
            .clipNorm(CLIP_NORM)
            .patience(patience)
            .validation(ModelKind.repeated(decide, members))
            .seed(options.seed());
    if (options.training().holdLinear()) {
      plan = plan.regularize(Held.LINEAR);
    }
    History history =
        new Trainer(
                network,
                new Adam(options.training().learningRate()),
                kind.objective(spec, loss, members),
                Engine.shared(),
                phases.of(Phase.FINAL, plan),
                ModelKind.repeated(learn, members))
            .run();
    PanelModel model =
        history.end() == History.End.STOPPED
            ? null
            : new PanelModel(spec, kind, kind.toForecast(spec, network), Engine.shared(), null);
    return new Trained(model, prepared, history, ridge);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<PreparedSeries> prepared(PanelSpec spec, SeriesSet set, int[] ends) {
    List<PreparedSeries> prepared = new ArrayList<>();
    for (NamedSeries one : set) {
      int known = ends[prepared.size()];
      prepared.add(new PreparedSeries(spec, one, known));
    }
    return prepared;
  }

  private static int[] less(int[] places, int steps) {
    return Arrays.stream(places).map(place -> place - steps).toArray();
  }
}
