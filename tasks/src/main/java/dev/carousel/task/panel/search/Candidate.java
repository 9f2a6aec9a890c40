package dev.carousel.task.panel.search;

import dev.carousel.task.distribution.Likelihood;
import dev.carousel.task.panel.ModelOptions;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.PanelOptions.CellKind;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import dev.carousel.task.panel.PanelOptions.TrainingOptions;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of model that may be tried.
 *
 * @param name such as {@code deepar small}
 * @param options how it is made
 */
public record Candidate(String name, PanelOptions options) {
  private static final String SMALL = " small";
  private static final int SMALLER = 3; // fewer windows
  private static final int COUNTS = 50; // mean of series below which their being whole tells

  /**
   * All kinds, small: half the units, and a third of the windows of an epoch.
   *
   * @param base what is common to all
   */
  static List<Candidate> small(PanelOptions base, SeriesSet set) {
    List<Candidate> all = new ArrayList<>();
    for (Candidate one : full(base, set)) {
      NetworkOptions n = one.options.network();
      TrainingOptions t = base.training();
      NetworkOptions half =
          new NetworkOptions(
              n.cell(),
              Math.max(1, n.units() / 2),
              n.dropout(),
              n.members(),
              n.quantiles(),
              n.model());
      TrainingOptions third =
          new TrainingOptions(
              t.epochs(),
              Math.max(1, t.windows() / SMALLER),
              t.batchSize(),
              t.learningRate(),
              t.loss());
      all.add(new Candidate(one.name + SMALL, one.options.withNetwork(half).withTraining(third)));
    }
    return all;
  }

  /** All kinds, of the size that is asked for. */
  static List<Candidate> full(PanelOptions base, SeriesSet set) {
    List<Candidate> all = new ArrayList<>();
    all.add(of("direct lstm", base, CellKind.LSTM, ModelOptions.DIRECT));
    all.add(of("direct gru", base, CellKind.GRU, ModelOptions.DIRECT));
    CellKind cell = base.network().cell();
    all.add(of("encoder-decoder", base, cell, ModelOptions.of(ModelType.ENCODER_DECODER)));
    boolean squared = base.training().loss() == PanelOptions.LossKind.MSE;
    if (!squared) {
      Likelihood likelihood = areCounts(set) ? Likelihood.NEGATIVE_BINOMIAL : Likelihood.STUDENT_T;
      ModelOptions deepar = ModelOptions.of(ModelType.DEEPAR).withDistribution(likelihood);
      all.add(of("deepar", base, cell, deepar));
    }
    all.add(of("es-rnn", base, cell, ModelOptions.of(ModelType.ES_RNN)));
    return all;
  }

  private static Candidate of(String name, PanelOptions base, CellKind cell, ModelOptions model) {
    NetworkOptions n = base.network();
    return new Candidate(
        name,
        base.withNetwork(
            new NetworkOptions(cell, n.units(), n.dropout(), n.members(), n.quantiles(), model)));
  }

  /** Whether all values are whole numbers from 0 on, and small enough for it to matter. */
  private static boolean areCounts(SeriesSet set) {
    double sum = 0;
    long count = 0;
    for (NamedSeries one : set) {
      double[] known = Arrays.stream(one.target()).filter(v -> !Double.isNaN(v)).toArray();
      if (!Arrays.stream(known).allMatch(v -> v >= 0 && v == Math.rint(v))) {
        return false;
      }
      sum += Arrays.stream(known).sum();
      count += known.length;
    }
    return sum < (double) COUNTS * count;
  }

  /** The name of its full size. */
  String kind() {
    return name.endsWith(SMALL) ? name.substring(0, name.length() - SMALL.length()) : name;
  }

  /** What it takes to train on series, but for a factor of its kind. */
  double work(SeriesSet set) {
    TrainingOptions t = options.training();
    long windows = Math.min(t.windows(), set.stream().mapToLong(NamedSeries::length).sum());
    return (double) t.epochs() * windows * options.network().units();
  }
}
