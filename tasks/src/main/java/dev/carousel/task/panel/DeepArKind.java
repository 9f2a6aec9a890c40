package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.task.distribution.Likelihood;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import dev.carousel.task.panel.deepar.DeepArExamples;
import dev.carousel.task.panel.deepar.DeepArNetwork;
import dev.carousel.task.panel.deepar.LinearSteps;
import dev.carousel.task.panel.deepar.PathSampler;
import dev.carousel.task.panel.deepar.StepRows;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * DeepAR (Salinas, Flunkert, Gasthaus and Januschowski 2020): a recurrent layer reads a step and
 * gives the distribution of the next, beside a linear layer that begins as a ridge regression;
 * forecasts are quantiles of paths that are drawn step by step.
 *
 * @param distribution of a step
 * @param samples paths of a forecast
 * @param seed of the paths
 * @param lags steps back that the network reads, the first one 1
 */
record DeepArKind(Likelihood distribution, int samples, long seed, List<Integer> lags)
    implements ModelKind {
  private static final int DAY = 24;
  private static final int SHORTEST_WINDOW = 8;
  private static final int LONGEST_WINDOW = 168;

  DeepArKind {
    Objects.requireNonNull(distribution, "distribution is missing");
    lags = List.copyOf(lags);
    if (samples < 2) {
      throw new IllegalArgumentException("samples %d, expected at least 2".formatted(samples));
    }
  }

  static DeepArKind of(PanelSpec spec, PanelOptions options) {
    ModelOptions model = options.network().model();
    return new DeepArKind(
        model.distribution(), model.samples(), options.seed(), lags(spec.season()));
  }

  /** The last steps, and those one and two seasons ago; of hours also a week ago. */
  static List<Integer> lags(int season) {
    TreeSet<Integer> lags = new TreeSet<>(List.of(1, 2, 3));
    if (season > 1) {
      lags.addAll(List.of(season, season + 1, 2 * season, 2 * season + 1));
    }
    if (season == DAY) {
      lags.addAll(List.of(7 * season, 7 * season + 1));
    }
    return List.copyOf(lags);
  }

  /**
   * What it reads where the user has not said it: single steps, and as many as are forecast, or a
   * season. Counts are read as they are.
   *
   * @throws BadInput if something is asked for that it has not
   */
  static PanelOptions.InputOptions input(PanelOptions options, int season) {
    PanelOptions.InputOptions wished = options.input();
    if (wished.missing() != Missing.LAST && wished.missing() != Missing.INTERPOLATE) {
      throw new BadInput(
          "--missing %s: --model-type %s reads values alone; take --missing last or interpolate",
          wished.missing(), "deepar");
    }
    if (wished.segment() > 1) {
      throw new BadInput(
          "--segment %d: --model-type deepar goes from step to step; leave it out",
          wished.segment());
    }
    boolean counts = options.network().model().distribution().counts();
    if (counts && Boolean.TRUE.equals(wished.deseasonalise())) {
      throw new BadInput(
          "--deseasonalise true: --distribution negative-binomial is of counts as they are; leave"
              + " it out, or take --distribution student-t");
    }
    int window =
        wished.window() > 0
            ? wished.window()
            : Math.clamp(Math.max(season, options.horizon()), SHORTEST_WINDOW, LONGEST_WINDOW);
    return new PanelOptions.InputOptions(
        window,
        1,
        wished.scaling(),
        wished.log() && !counts,
        counts ? Boolean.FALSE : wished.deseasonalise(),
        wished.calendar(),
        wished.missing());
  }

  /** Of counts: that all are. */
  @Override
  public void check(SeriesSet set) {
    for (NamedSeries one : distribution.counts() ? set.list() : List.<NamedSeries>of()) {
      double[] target = one.target();
      for (int t = 0; t < target.length; t++) {
        if (!Double.isNaN(target[t]) && !(target[t] >= 0 && target[t] == Math.rint(target[t]))) {
          throw new BadInput(
              "%s, series %s, value %,d: %s is no count; --distribution negative-binomial is of whole"
                  + " numbers from 0 on. Take --distribution student-t or gaussian.",
              set.source(), Quoted.of(one.id()), t + 1, target[t]);
        }
      }
    }
  }

  private StepRows rows(PanelSpec spec) {
    return new StepRows(lags, CalendarTerm.size(spec.calendar()) + spec.inputs().ahead(1));
  }

  @Override
  public Network toTrain(PanelSpec spec, NetworkOptions options, long first) {
    return DeepArNetwork.of(
        rows(spec).features(),
        options.cell().cell(options.units()),
        options.dropout(),
        options.members(),
        distribution.parameters(),
        first);
  }

  @Override
  public Examples examples(
      PanelSpec spec, List<PreparedSeries> series, LossKind loss, int most, Origins origins) {
    ChosenWindows windows = ChosenWindows.of(origins, most);
    return new DeepArExamples(
        windows.size(),
        i -> sight(spec, series.get(windows.which()[i]), windows.origins()[i]),
        rows(spec),
        spec.window(),
        spec.horizon(),
        distribution.parameters());
  }

  private SeriesSight sight(PanelSpec spec, PreparedSeries series, int origin) {
    return SeriesSight.of(series, origin, distribution.counts(), spec.window());
  }

  @Override
  public Objective objective(PanelSpec spec, LossKind kind, int members) {
    Loss loss = distribution.loss();
    Objective objective = Objective.of(loss);
    for (int m = 1; m < members; m++) {
      objective = objective.and(loss, 1);
    }
    return objective;
  }

  @Override
  public double start(
      PanelSpec spec, Examples learn, @Nullable Examples decide, LossKind loss, Network network) {
    LinearSteps.write(learn, network, !distribution.counts());
    return 0;
  }

  @Override
  public Network toForecast(PanelSpec spec, Network trained) {
    return trained;
  }

  @Override
  public Forecaster forecaster(PanelSpec spec, Network network, Engine engine) {
    PathSampler sampler =
        new PathSampler(
            network, engine, rows(spec), distribution, spec.window(), spec.horizon(), seed);
    return (series, origins) -> forecast(spec, sampler, series, origins);
  }

  private List<Forecaster.Forecast> forecast(
      PanelSpec spec, PathSampler sampler, List<PreparedSeries> series, int[] origins) {
    List<SeriesSight> sights = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      sights.add(sight(spec, series.get(i), origins[i]));
    }
    List<double[][]> paths = sampler.sample(sights, samples);
    List<Forecaster.Forecast> forecasts = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      SeriesSight sight = sights.get(i);
      double[][] inUnit = new double[samples][];
      for (int s = 0; s < samples; s++) {
        double[] path = paths.get(i)[s];
        inUnit[s] = sight.counts() ? path : series.get(i).restore(origins[i], path, false);
      }
      forecasts.add(new Forecaster.Forecast(quantiles(spec, inUnit), inUnit));
    }
    return forecasts;
  }

  /** Quantiles of paths, step by step (Hyndman and Fan 1996: of counts type 1, else type 7). */
  private double[][] quantiles(PanelSpec spec, double[][] paths) {
    double[][] quantiles = new double[spec.levels().size()][spec.horizon()];
    double[] sorted = new double[paths.length];
    for (int h = 0; h < spec.horizon(); h++) {
      int step = h;
      Arrays.setAll(sorted, s -> paths[s][step]);
      Arrays.sort(sorted);
      for (int q = 0; q < quantiles.length; q++) {
        quantiles[q][h] = quantile(sorted, spec.levels().get(q));
      }
    }
    return quantiles;
  }

  private double quantile(double[] sorted, double level) {
    int n = sorted.length;
    if (distribution.counts()) {
      return sorted[Math.clamp((long) Math.ceil(level * n) - 1, 0, n - 1)];
    }
    double place = level * (n - 1);
    int below = (int) place;
    int above = Math.min(n - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public String label(Network network) {
    return ModelType.DEEPAR.toString();
  }

  /** Of counts none: what is averaged with others is no count any more. */
  @Override
  public List<String> companions(int season) {
    return distribution.counts() ? List.of() : ModelKind.super.companions(season);
  }

  @Override
  public double least() {
    return distribution.counts() ? 0 : Double.NEGATIVE_INFINITY;
  }

  @Override
  public int reach(PanelSpec spec) {
    return Math.max(spec.window(), lags.getLast());
  }
}
