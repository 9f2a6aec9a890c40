package dev.carousel.task.forecast;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.conformal.LocalScale;
import dev.carousel.task.series.Fill;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Trains a forecaster: one LSTM layer reads the window, one dense layer gives all steps of the
 * horizon at once (direct multi-horizon).
 */
public final class ForecastTraining {
  /** The loss. */
  static final Loss LOSS = Loss.MEAN_ABSOLUTE_ERROR;

  private static final double CLIP_NORM = 1;
  private static final int SHORTEST_WINDOW = 14;
  private static final int LONGEST_WINDOW = 168;
  private static final int MOST_ORIGINS = 1000; // of validation time, for intervals

  private ForecastTraining() {}

  /** A model and how it came about; the history's end says whether training was stopped. */
  public record Result(ForecastModel model, History history) {}

  /**
   * Trains on the first 80 % of time.
   *
   * @param read how the series was read from its table
   * @param fit adds a listener, a checkpoint or a stop to the training
   * @throws BadInput if the series is too short
   */
  public static Result train(
      TimeSeries series, SeriesOptions read, ForecastOptions options, UnaryOperator<Fit> fit) {
    int window = window(series, options);
    Split split = Split.of(series, window, options.horizon());
    ForecastSpec spec = specify(series, read, options.horizon(), window, split.trainEnd());
    Features features = new Features(spec, series);
    Windows examples = new Windows(features, window, split.fitEnd() - options.horizon());
    Windows validation =
        new Windows(features, split.fitEnd(), split.trainEnd() - options.horizon());
    Network network =
        new Network(
            Input.sequence(window, spec.features()),
            List.of(
                Lstm.units(options.units()),
                Dropout.rate(options.dropout()),
                Dense.units(options.horizon())),
            options.seed());
    Fit plan =
        Fit.epochs(options.epochs())
            .batchSize(options.batchSize())
            .validation(validation)
            .patience(options.patience())
            .clipNorm(CLIP_NORM)
            .seed(options.seed());
    Engine engine = Engine.shared();
    Trainer trainer =
        new Trainer(
            network, new Adam(options.learningRate()), LOSS, engine, fit.apply(plan), examples);
    History history = trainer.run();
    ForecastModel model = new ForecastModel(spec, network, engine, null);
    return history.end() == History.End.STOPPED
        ? new Result(model, history)
        : new Result(model.withIntervals(intervals(model, series, split, options)), history);
  }

  /**
   * Refuses a series that {@link #train} would refuse, without training.
   *
   * @throws BadInput if the series is too short
   */
  public static void check(TimeSeries series, ForecastOptions options) {
    Split.of(series, window(series, options), options.horizon());
  }

  /** Learnt from the errors of validation time; null if it has too few. */
  private static ForecastSpec.@Nullable Intervals intervals(
      ForecastModel model, TimeSeries series, Split split, ForecastOptions options) {
    int horizon = options.horizon();
    int[] origins = split.validationOrigins(horizon, MOST_ORIGINS);
    double[] target = series.target();
    List<double[]> errors = new ArrayList<>();
    List<double[]> forecasts = model.forecasts(series, origins);
    for (int i = 0; i < origins.length; i++) {
      int origin = origins[i];
      double[] forecast = forecasts.get(i);
      double scale = LocalScale.before(target, origin, model.spec().season());
      double[] row = new double[horizon];
      Arrays.setAll(row, h -> (target[origin + h] - forecast[h]) / scale);
      errors.add(row);
    }
    return ConformalIntervals.enough(errors, options.coverage())
        ? new ForecastSpec.Intervals(
            options.coverage(), ConformalIntervals.fit(errors, options.coverage()).radii())
        : null;
  }

  private static int window(TimeSeries series, ForecastOptions options) {
    return options.window() > 0 ? options.window() : window(series);
  }

  /**
   * Two of the shortest seasons or more, within bounds, and not more than a tenth of the series.
   */
  private static int window(TimeSeries series) {
    int season = ForecastSpec.season(series.frequency());
    int wished = Math.clamp(4L * season, SHORTEST_WINDOW, LONGEST_WINDOW);
    return Math.clamp(series.length() / 10, Math.min(season, wished), wished);
  }

  private static ForecastSpec specify(
      TimeSeries series, SeriesOptions read, int horizon, int window, int trainEnd) {
    List<Season> seasons = SeasonChoice.choose(series, trainEnd);
    double days = Season.days(series.frequency(), series.start(), trainEnd);
    double[] target = series.target();
    Channel channel = Channel.fit(series.targetName(), target, series, seasons, trainEnd);
    List<Channel> covariates = new ArrayList<>();
    for (String name : series.columnNames()) {
      double[] values = series.column(name);
      if (varies(values, trainEnd)) {
        covariates.add(Channel.fit(name, values, series, seasons, trainEnd));
      }
    }
    return new ForecastSpec(
        read.times().withColumn(series.timeName()),
        series.frequency(),
        series.time(trainEnd).toString(),
        horizon,
        window,
        persistence(series, channel, seasons, trainEnd, window, horizon),
        ForecastSpec.season(series.frequency()),
        seasons,
        Season.frequent(seasons, days),
        channel,
        covariates,
        series.unit(),
        null);
  }

  /** Whether training time has more than one value; what comes after it does not count. */
  private static boolean varies(double[] values, int trainEnd) {
    return Arrays.stream(values, 0, trainEnd).filter(v -> !Double.isNaN(v)).distinct().count() > 1;
  }

  private static Persistence persistence(
      TimeSeries series,
      Channel channel,
      List<Season> seasons,
      int trainEnd,
      int window,
      int horizon) {
    double[] rest = new double[trainEnd];
    for (int t = 0; t < trainEnd; t++) {
      rest[t] = channel.scaled(series.target(t), channel.usual(seasons, series.time(t)));
    }
    double[] filled = Fill.FORWARD.fill(rest, 0);
    return Persistence.fit(filled, series.observed(), trainEnd, window, horizon);
  }
}
