package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.LstmCell;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a global model is made.
 *
 * @param horizon steps forecast, from 1
 * @param season steps of a season; 1 for none, 0: what the file tells
 * @param network what learns
 * @param input what it reads
 * @param training how it learns
 * @param combine whether baselines that help on validation time are averaged with the network
 * @param coverage the share of values that intervals are meant to hold
 * @param seed of weights, order and dropout
 */
public record PanelOptions(
    int horizon,
    int season,
    NetworkOptions network,
    InputOptions input,
    TrainingOptions training,
    boolean combine,
    double coverage,
    long seed) {
  private static final int MOST_UNITS = 4096;
  private static final int MOST_MEMBERS = 50;

  /** The recurrent layer. */
  public enum CellKind {
    /** Long short-term memory. */
    LSTM,
    /** Gated recurrent unit. */
    GRU;

    Cell cell(int units) {
      return this == LSTM ? new LstmCell(units, 1f) : new GruCell(units, true);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The network: so many members alike but for their first weights, whose forecasts are averaged.
   *
   * @param cell of the recurrent layer
   * @param units of each recurrent layer
   * @param dropout rate on its last output
   * @param members of the ensemble
   * @param quantiles that are forecast, ascending; the median must be among them
   * @param model its kind
   */
  public record NetworkOptions(
      CellKind cell,
      int units,
      double dropout,
      int members,
      List<Double> quantiles,
      ModelOptions model) {
    /** Checks the options. */
    public NetworkOptions {
      Objects.requireNonNull(cell, "cell");
      Objects.requireNonNull(model, "model");
      quantiles = List.copyOf(quantiles);
      check("--units", units, 1, MOST_UNITS);
      check("--members", members, 1, MOST_MEMBERS);
      if (!(dropout >= 0 && (float) dropout < 1)) {
        throw new BadInput("--dropout %s: expected a number from 0 up to 1", dropout);
      }
      double before = 0;
      for (double level : quantiles) {
        if (!(level > before && level < 1)) {
          throw new BadInput(
              "--quantiles %s: expected ascending numbers between 0 and 1, such as 0.1,0.5,0.9",
              quantiles);
        }
        before = level;
      }
      if (!quantiles.contains(PanelSpec.MEDIAN)) {
        throw new BadInput(
            "--quantiles %s: 0.5 is missing, which is the forecast itself", quantiles);
      }
    }

    /** A direct model. */
    public NetworkOptions(
        CellKind cell, int units, double dropout, int members, List<Double> quantiles) {
      this(cell, units, dropout, members, quantiles, ModelOptions.DIRECT);
    }

    /** This of another kind. */
    public NetworkOptions withModel(ModelOptions next) {
      return new NetworkOptions(cell, units, dropout, members, quantiles, next);
    }

    /** This with another number of members. */
    public NetworkOptions withMembers(int next) {
      return new NetworkOptions(cell, units, dropout, next, quantiles, model);
    }

    /** This with other quantiles. */
    public NetworkOptions withQuantiles(Double... levels) {
      return new NetworkOptions(cell, units, dropout, members, List.of(levels), model);
    }

    /** The name of such a model in results. */
    String label() {
      return model.label(cell);
    }
  }

  /**
   * What the network reads of a series.
   *
   * @param window steps before the origin; 0: chosen from horizon and season
   * @param segment steps of a series that make one step of the network (Lin and others 2023,
   *     SegRNN); 0: chosen
   * @param scaling how a window loses its height; null: chosen
   * @param log whether positive series are read as logarithms
   * @param deseasonalise whether significant seasons are taken away first; null: chosen
   * @param calendar whether it is told the time of day, week and year, of series with times
   * @param missing what stands where a value is missing
   */
  public record InputOptions(
      int window,
      int segment,
      @Nullable Scaling scaling,
      boolean log,
      @Nullable Boolean deseasonalise,
      boolean calendar,
      Missing missing) {
    /** Checks the options. */
    public InputOptions {
      Objects.requireNonNull(missing, "missing");
      check("--window", window, 0, 1 << 20);
      check("--segment", segment, 0, 1 << 16);
    }

    /** This with another treatment of what is missing. */
    public InputOptions withMissing(Missing next) {
      return new InputOptions(window, segment, scaling, log, deseasonalise, calendar, next);
    }
  }

  /** What is minimised. */
  public enum LossKind {
    /**
     * Absolute errors, or pinball losses of several quantiles; of each series half as sMAPE counts
     * them and half as MASE does.
     */
    MAE,
    /** Squared errors, of each series in units of its variance; for the median alone. */
    MSE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How it learns: by Adam, whose rate falls to zero along a cosine.
   *
   * @param epochs passes over the windows
   * @param windows of a pass at most, spread evenly over all there are
   * @param batchSize windows a step
   * @param learningRate at the beginning
   * @param loss what is minimised
   * @param holdLinear whether the linear layers stay the ridge regression they begin as, so that
   *     the recurrent ones learn what it leaves over
   */
  public record TrainingOptions(
      int epochs,
      int windows,
      int batchSize,
      double learningRate,
      LossKind loss,
      boolean holdLinear) {
    /** Options with linear layers that learn too. */
    public TrainingOptions(
        int epochs, int windows, int batchSize, double learningRate, LossKind loss) {
      this(epochs, windows, batchSize, learningRate, loss, false);
    }

    /** Checks the options. */
    public TrainingOptions {
      check("--epochs", epochs, 1, Integer.MAX_VALUE);
      check("--windows", windows, 1, Integer.MAX_VALUE);
      check("--batch-size", batchSize, 1, 1 << 20);
      if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
        throw new BadInput("--learning-rate %s: expected a number above 0", learningRate);
      }
    }
  }

  /** Checks the options. */
  public PanelOptions {
    if (training.loss() == LossKind.MSE
        && network.model().type() == ModelOptions.ModelType.DEEPAR) {
      throw new BadInput("--loss mse: --model-type deepar learns by likelihood; leave it out");
    }
    if (training.loss() == LossKind.MSE && network.quantiles().size() > 1) {
      throw new BadInput("--loss mse gives the mean alone: leave out --quantiles");
    }
    if (input.missing() == Missing.DECAY && network.cell() != CellKind.GRU) {
      throw new BadInput(
          "--missing decay is what a GRU-D cell does: give --cell gru, or mask, interpolate or last"
              + " with --cell lstm");
    }
    if (input.missing() == Missing.DECAY && input.scaling() == Scaling.DIFFERENCE) {
      throw new BadInput(
          "--missing decay lets values fall back to their level, which steps (--scaling difference)"
              + " have not: give another --scaling");
    }
    check("--horizon", horizon, 1, 1 << 16);
    check("--season", season, 0, 1 << 20);
    if (!(coverage > 0 && coverage < 1)) {
      throw new BadInput("--coverage %s: expected a number between 0 and 1", coverage);
    }
  }

  /** The defaults for a horizon. */
  public static PanelOptions horizon(int horizon) {
    return new PanelOptions(
        horizon,
        0,
        new NetworkOptions(CellKind.LSTM, 64, 0.1, 3, List.of(PanelSpec.MEDIAN)),
        new InputOptions(0, 0, null, true, null, true, Missing.LAST),
        new TrainingOptions(8, 30_000, 128, 0.003, LossKind.MAE),
        true,
        0.8,
        1);
  }

  /** This with a season. */
  public PanelOptions withSeason(int steps) {
    return new PanelOptions(horizon, steps, network, input, training, combine, coverage, seed);
  }

  /** This with another network. */
  public PanelOptions withNetwork(NetworkOptions next) {
    return new PanelOptions(horizon, season, next, input, training, combine, coverage, seed);
  }

  /** This with another input. */
  public PanelOptions withInput(InputOptions next) {
    return new PanelOptions(horizon, season, network, next, training, combine, coverage, seed);
  }

  /** This with another training. */
  public PanelOptions withTraining(TrainingOptions next) {
    return new PanelOptions(horizon, season, network, input, next, combine, coverage, seed);
  }

  /** This with or without baselines averaged in. */
  public PanelOptions withCombine(boolean next) {
    return new PanelOptions(horizon, season, network, input, training, next, coverage, seed);
  }

  /** This with another seed. */
  public PanelOptions withSeed(long next) {
    return new PanelOptions(horizon, season, network, input, training, combine, coverage, next);
  }

  private static void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadInput(
          "%s %d: expected a whole number from %d to %d", option, value, least, most);
    }
  }
}
