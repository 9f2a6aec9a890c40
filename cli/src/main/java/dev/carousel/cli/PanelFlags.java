package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.panel.Missing;
import dev.carousel.task.panel.ModelOptions;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.PanelOptions.CellKind;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.panel.PanelSource;
import dev.carousel.task.panel.PanelSource.Layout;
import dev.carousel.task.panel.RollingSplit;
import dev.carousel.task.panel.Scaling;
import dev.carousel.task.series.SeriesOptions;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is asked of a model for many series; without {@code --layout} there is one series. */
final class PanelFlags {
  private static final PanelOptions DEFAULTS = PanelOptions.horizon(1);
  private static final Set<Class<?>> OF_MANY =
      Set.of(PanelFlags.class, SplitFlags.class, ModelFlags.class, CovariateFlags.class);

  @Option(
      names = "--layout",
      paramLabel = "long|wide|rows",
      description =
          "The file holds many series: a row for each series and time (long), a column for each"
              + " series (wide), or a row for each series and no times (rows).")
  private @Nullable Layout layout;

  @Option(
      names = "--series",
      paramLabel = "COL",
      split = ",",
      description = "The columns that name a series, of a long file.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description =
          "What came after the data, in the same layout; without it the last horizon of each series"
              + " is kept apart.")
  private @Nullable Path test;

  @Option(
      names = "--season",
      paramLabel = "N",
      description = "Steps of a season; 1: none, 0: what the file tells (default).")
  private int season = DEFAULTS.season();

  @Option(
      names = "--cell",
      paramLabel = "lstm|gru",
      description = "The recurrent layer (default: lstm; of --missing decay gru).")
  private @Nullable CellKind cell;

  @Option(
      names = "--members",
      paramLabel = "N",
      description = "Networks whose forecasts are averaged (default: ${DEFAULT-VALUE}).")
  private int members = DEFAULTS.network().members();

  @Option(
      names = "--quantiles",
      paramLabel = "Q",
      split = ",",
      description = "Quantiles to forecast, 0.5 among them (default: 0.5).")
  private List<Double> quantiles = new ArrayList<>();

  @Option(
      names = "--segment",
      paramLabel = "N",
      description = "Steps that make one step of the network; 0: chosen (default).")
  private int segment = DEFAULTS.input().segment();

  @Option(
      names = "--scaling",
      paramLabel = "last|season|mean|robust|standard|difference",
      description = "How a window loses its height; chosen if left out.")
  private @Nullable Scaling scaling;

  @Option(
      names = "--log",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Read positive series as logarithms (default: yes).")
  private boolean log = true;

  @Option(
      names = "--deseasonalise",
      paramLabel = "true|false",
      description = "Take significant seasons away first; chosen if left out.")
  private @Nullable Boolean deseasonalise;

  @Option(
      names = "--calendar",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Tell the network the time of day, week and year (default: yes).")
  private boolean calendar = true;

  @Option(
      names = "--combine",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Average baselines with the network where that is better on validation time (default:"
              + " yes).")
  private boolean combine = true;

  @Option(
      names = "--windows",
      paramLabel = "N",
      description = "Windows of an epoch at most (default: ${DEFAULT-VALUE}).")
  private int windows = DEFAULTS.training().windows();

  @Option(
      names = "--loss",
      paramLabel = "mae|mse",
      description = "What is minimised (default: ${DEFAULT-VALUE}).")
  private LossKind loss = DEFAULTS.training().loss();

  @Option(
      names = "--hold-linear",
      description =
          "Keep the linear layers the ridge regression they begin as: the recurrent ones learn what"
              + " it leaves over.")
  private boolean holdLinear;

  @Option(
      names = "--forecast",
      paramLabel = "FILE",
      description = "Write the forecasts of all series to this CSV file.")
  private @Nullable Path forecast;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page with all series to this HTML file.")
  private @Nullable Path report;

  @Mixin private SplitFlags split = new SplitFlags();
  @Mixin private ModelFlags models = new ModelFlags();
  @Mixin private CovariateFlags covariates = new CovariateFlags();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /**
   * Whether many series are asked for.
   *
   * @throws BadInput if something is asked for that only many series have
   */
  boolean asked() {
    boolean many = layout != null || !keys.isEmpty();
    List<String> alone = many ? List.of() : given();
    if (!alone.isEmpty()) {
      throw new BadInput(
          "%s %s --layout long, wide or rows, which says how the file holds its series; for one"
              + " column it is --layout wide --target COL",
          String.join(", ", alone), alone.size() == 1 ? "needs" : "need");
    }
    return many;
  }

  /** The options of many series that were given. */
  private List<String> given() {
    return Objects.requireNonNull(command)
        .commandLine()
        .getParseResult()
        .matchedOptionsSet()
        .stream()
        .filter(option ->
            option.userObject() instanceof Field field
                && OF_MANY.contains(field.getDeclaringClass()))
        .map(OptionSpec::longestName)
        .toList();
  }

  ModelFlags models() {
    return models;
  }

  @Nullable Path test() {
    return test;
  }

  @Nullable Path forecast() {
    return forecast;
  }

  @Nullable Path report() {
    return report;
  }

  /** The cuts that divide the data; null if they were not given. */
  @Nullable RollingSplit split() {
    if (split.given() && test != null) {
      throw new BadInput("--split and --test: give one of them");
    }
    return split.split();
  }

  /** How to read the file; {@code --series} alone means a long one. */
  PanelSource source(@Nullable String target, SeriesOptions read) {
    if (keys.stream().distinct().count() < keys.size()) {
      throw new BadInput("--series %s: a column is named twice", String.join(",", keys));
    }
    Layout how = layout == null ? Layout.LONG : layout;
    IdleOptions.refuse(
        how, Objects.requireNonNull(command).commandLine().getParseResult()::hasMatchedOption);
    return new PanelSource(how, keys, target, read.times(), covariates.covariates());
  }

  private CellKind cell() {
    CellKind usual =
        covariates.missing() == Missing.DECAY ? CellKind.GRU : DEFAULTS.network().cell();
    return cell == null ? usual : cell;
  }

  PanelOptions options(TrainingFlags training) {
    PanelOptions.TrainingOptions how = DEFAULTS.training();
    ModelOptions kind = models.options();
    return new PanelOptions(
        training.horizon(),
        season,
        new PanelOptions.NetworkOptions(
            cell(),
            training.units(DEFAULTS.network().units()),
            training.dropout(DEFAULTS.network().dropout()),
            members,
            quantiles.isEmpty() ? kind.levels() : quantiles,
            kind),
        new PanelOptions.InputOptions(
            training.window(),
            segment,
            scaling,
            log,
            deseasonalise,
            calendar,
            covariates.missing()),
        new PanelOptions.TrainingOptions(
            training.epochs(how.epochs()),
            windows,
            training.batchSize(how.batchSize()),
            training.learningRate(how.learningRate()),
            loss,
            holdLinear),
        combine,
        training.coverage(),
        training.seed());
  }
}
