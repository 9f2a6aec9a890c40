package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import dev.carousel.task.panel.esrnn.EsRnnExamples;
import dev.carousel.task.panel.esrnn.EsRnnForecaster;
import dev.carousel.task.panel.esrnn.EsRnnNetwork;
import dev.carousel.task.panel.esrnn.EsRnnSizes;
import dev.carousel.task.panel.esrnn.Stretch;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ES-RNN (Smyl 2020): exponential smoothing whose coefficients and first seasons are each series'
 * own, learnt together with a dilated recurrent network. A series is known again by its first
 * values; others are smoothed as the mean of those that were learnt from.
 *
 * @param sizes of the network
 * @param keys of the series that were learnt from, in the order of their tokens, from 1
 */
record EsRnnKind(EsRnnSizes sizes, List<Long> keys) implements ModelKind {
  private static final int SHORTEST_WINDOW = 4;
  private static final int LONGEST_WINDOW = 96;
  private static final int MOST_SEASON = 1000;

  EsRnnKind {
    keys = List.copyOf(keys);
  }

  static EsRnnKind of(PanelSpec spec, SeriesSet set) {
    List<Long> keys = new ArrayList<>();
    for (NamedSeries one : set) {
      keys.add(SeriesKey.of(one.target()));
    }
    int levels = spec.levels().size();
    return new EsRnnKind(
        EsRnnSizes.of(spec.season(), spec.window(), spec.horizon(), levels),
        keys.stream().distinct().toList());
  }

  /**
   * What it reads where the user has not said it: windows of a season or the horizon.
   *
   * @throws BadInput if something is asked for that it has not
   */
  static PanelOptions.InputOptions input(PanelOptions options, int season) {
    PanelOptions.InputOptions wished = options.input();
    if (wished.missing() != Missing.LAST && wished.missing() != Missing.INTERPOLATE) {
      throw new BadInput(
          "--missing %s: --model-type %s reads values alone; take --missing last or interpolate",
          wished.missing(), "es-rnn");
    }
    if (wished.segment() > 1) {
      throw new BadInput(
          "--segment %d: --model-type es-rnn goes from step to step; leave it out",
          wished.segment());
    }
    if (Boolean.TRUE.equals(wished.deseasonalise()) || wished.scaling() != null) {
      throw new BadInput(
          "--deseasonalise true and --scaling: --model-type es-rnn learns level and season itself;"
              + " leave them out");
    }
    if (season > MOST_SEASON) {
      throw new BadInput(
          "--season %d: --model-type es-rnn learns a number for each step of it, of at most %d; give"
              + " a shorter one, or another type",
          season, MOST_SEASON);
    }
    int usual = Math.clamp(Math.max(season, options.horizon()), SHORTEST_WINDOW, LONGEST_WINDOW);
    int window = wished.window() > 0 ? wished.window() : usual;
    return new PanelOptions.InputOptions(
        window, 1, null, wished.log(), Boolean.FALSE, false, wished.missing());
  }

  private Map<Long, Integer> tokens() {
    Map<Long, Integer> tokens = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      tokens.put(keys.get(i), i + 1);
    }
    return tokens;
  }

  private record SeriesStretch(PreparedSeries series, int origin, int token, double weight)
      implements Stretch {
    @Override
    public int first() {
      return series.first();
    }

    @Override
    public double value(int place) {
      return series.value(place) * series.relative();
    }

    @Override
    public boolean observed(int place) {
      return place >= 0 && series.observed(place, 0);
    }
  }

  @Override
  public Network toTrain(PanelSpec spec, NetworkOptions options, long seed) {
    return EsRnnNetwork.of(
        sizes,
        1 + keys.size(),
        options.cell().cell(options.units()),
        options.dropout(),
        options.members(),
        seed);
  }

  /** A stretch counts as many windows as it has places. */
  @Override
  public Examples examples(
      PanelSpec spec, List<PreparedSeries> series, LossKind loss, int most, Origins origins) {
    ChosenWindows chosen = ChosenWindows.of(origins, Math.max(1, most / sizes.places()));
    Map<Long, Integer> tokens = tokens();
    boolean squared = loss == LossKind.MSE;
    double[] importance = PanelWindows.importance(series, squared);
    List<SeriesStretch> stretches = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      PreparedSeries one = series.get(chosen.which()[i]);
      double weight = importance[chosen.which()[i]] / one.relative();
      int token = tokens.getOrDefault(one.key(), 0);
      stretches.add(new SeriesStretch(one, chosen.origins()[i], token, weight));
    }
    return EsRnnExamples.of(stretches.size(), stretches::get, sizes, squared);
  }

  @Override
  public int batchSize(int windows) {
    return Math.max(4, Math.ceilDiv(4 * windows, sizes.places()));
  }

  @Override
  public Objective objective(PanelSpec spec, LossKind kind, int members) {
    return WindowKind.objectiveOf(spec, kind, members);
  }

  @Override
  public Network toForecast(PanelSpec spec, Network trained) {
    return EsRnnNetwork.toForecast(trained);
  }

  @Override
  public Forecaster forecaster(PanelSpec spec, Network network, Engine engine) {
    if (sizes.horizon() != spec.horizon() || sizes.levels() != spec.levels().size()) {
      throw new IllegalArgumentException(
          "%d steps and %d quantiles, the smoothing has %d and %d"
              .formatted(spec.horizon(), spec.levels().size(), sizes.horizon(), sizes.levels()));
    }
    EsRnnForecaster forecaster = new EsRnnForecaster(network, sizes, 1 + keys.size(), engine);
    Map<Long, Integer> tokens = tokens();
    return (series, origins) -> {
      List<SeriesStretch> stretches = new ArrayList<>();
      for (int i = 0; i < origins.length; i++) {
        PreparedSeries one = series.get(i);
        int token = tokens.getOrDefault(one.key(), 0);
        stretches.add(new SeriesStretch(one, origins[i], token, 1));
      }
      return forecasts(spec, stretches, forecaster.forecast(stretches));
    };
  }

  private static List<Forecaster.Forecast> forecasts(
      PanelSpec spec, List<SeriesStretch> stretches, List<float[]> given) {
    int levels = spec.levels().size();
    List<Forecaster.Forecast> forecasts = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      SeriesStretch one = stretches.get(i);
      double[][] quantiles = new double[levels][];
      for (int q = 0; q < levels; q++) {
        double[] path = new double[spec.horizon()];
        for (int h = 0; h < path.length; h++) {
          path[h] = given.get(i)[h * levels + q] / one.series.relative();
        }
        quantiles[q] = one.series.restore(one.origin, path, true);
      }
      forecasts.add(new Forecaster.Forecast(quantiles, null));
    }
    return forecasts;
  }

  @Override
  public String label(Network network) {
    return ModelType.ES_RNN.toString();
  }

  @Override
  public int reach(PanelSpec spec) {
    return Math.max(spec.window(), 2 * spec.season());
  }
}
