package dev.carousel.task.panel;

import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.conformal.LocalScale;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model file keeps of the task: how a series becomes the network's input, and the network's
 * output a forecast. A file may hold anything, so all of it is checked, with an
 * IllegalArgumentException that says what does not fit.
 *
 * @param source how a file is read
 * @param frequency of its series, in words; null if they have no times
 * @param horizon steps forecast
 * @param season steps of a season, 1 for none
 * @param window steps the network reads, a multiple of {@code segment}
 * @param segment steps that make one step of the network
 * @param log whether series of positive values are read as logarithms
 * @param deseasonalise whether significant seasons are taken away before, and given back after
 * @param scaling how a window loses its height
 * @param calendar what it reads of the time
 * @param levels quantiles the network gives, ascending, the median among them
 * @param companions baselines whose forecasts are averaged with the network's
 * @param coverage the share of values that intervals are meant to hold
 * @param radii half widths of the intervals by step ahead, in units of {@link LocalScale}; empty if
 *     there were too few series to learn them from
 * @param inputs what it reads beside the values and the calendar
 */
record PanelSpec(
    PanelSource source,
    @Nullable String frequency,
    int horizon,
    int season,
    int window,
    int segment,
    boolean log,
    boolean deseasonalise,
    Scaling scaling,
    List<CalendarTerm> calendar,
    List<Double> levels,
    List<String> companions,
    double coverage,
    List<Double> radii,
    PanelInputs inputs) {
  static final double MEDIAN = 0.5;

  PanelSpec {
    Objects.requireNonNull(source, "source is missing");
    Objects.requireNonNull(scaling, "scaling is missing");
    inputs = Objects.requireNonNullElse(inputs, PanelInputs.NONE); // files before there were any
    calendar = List.copyOf(calendar);
    levels = List.copyOf(levels);
    companions = List.copyOf(companions);
    radii = List.copyOf(radii);
    require(horizon >= 1, "horizon %d, expected at least 1", horizon);
    require(season >= 1, "season %d, expected at least 1", season);
    require(segment >= 1, "segment %d, expected at least 1", segment);
    boolean whole = window >= segment && window % segment == 0;
    require(whole, "window %d, expected a multiple of the segment, %d", window, segment);
    require(levels.contains(MEDIAN), "quantiles %s, expected 0.5 among them", levels);
    double before = 0;
    for (double level : levels) {
      require(level > before && level < 1, "quantiles %s, expected ascending in 0 to 1", levels);
      before = level;
    }
    require(coverage > 0 && coverage < 1, "coverage %s, expected between 0 and 1", coverage);
    boolean radiiFit = radii.isEmpty() || radii.size() == horizon;
    require(radiiFit, "%d radii for a horizon of %d", radii.size(), horizon);
    require(radii.stream().allMatch(Double::isFinite), "radii %s are not finite", radii);
    companions.forEach(name -> Companions.of(name, 1));
  }

  /** Refuses what cannot be. */
  private static void require(boolean holds, String format, Object... args) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, args));
    }
  }

  /** Steps of the network. */
  int steps() {
    return window / segment;
  }

  /** Numbers of one step of the network that are values: not what says which were observed. */
  int values() {
    int columns = 1 + inputs.channels();
    return segment * columns + CalendarTerm.size(calendar) + (inputs.holidays() ? 1 : 0);
  }

  /** Numbers the recurrent layers read at each of their steps. */
  int features() {
    return switch (inputs.missing()) {
      case LAST, INTERPOLATE, DROP -> values();
      case MASK -> values() + segment * (1 + inputs.marked());
      case DECAY -> 3 * values();
    };
  }

  /** Numbers the linear layers read of each step: all, but of a cell with decay the values. */
  int linear() {
    return inputs.missing() == Missing.DECAY ? values() : features();
  }

  /** Numbers known ahead or of the series as a whole. */
  int ahead() {
    return inputs.ahead(horizon);
  }

  /** Numbers the network gives: for each step ahead one for each quantile. */
  int outputs() {
    return horizon * levels.size();
  }

  /**
   * The interval around a forecast; null if none was learnt.
   *
   * @param scale {@link LocalScale} of the series; NaN if it has none
   */
  ConformalIntervals.@Nullable Bounds interval(double[] values, double scale) {
    return radii.isEmpty() ? null : ConformalIntervals.around(values, radii, scale);
  }

  /** This with companions. */
  PanelSpec withCompanions(List<String> next) {
    return new PanelSpec(
        source,
        frequency,
        horizon,
        season,
        window,
        segment,
        log,
        deseasonalise,
        scaling,
        calendar,
        levels,
        next,
        coverage,
        radii,
        inputs);
  }

  /** This with intervals. */
  PanelSpec withRadii(List<Double> next) {
    return new PanelSpec(
        source,
        frequency,
        horizon,
        season,
        window,
        segment,
        log,
        deseasonalise,
        scaling,
        calendar,
        levels,
        companions,
        coverage,
        next,
        inputs);
  }
}
