package dev.carousel.task.forecast;

import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.conformal.LocalScale;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.Times;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model file keeps of the task: how a table becomes the network's input, and the network's
 * output a forecast. A file may hold anything, so all of it is checked, with an
 * IllegalArgumentException that says what does not fit.
 *
 * @param times how times are read, with the name of their column
 * @param frequency of the series
 * @param trainEndTime ISO time of the first step after training time
 * @param horizon steps forecast
 * @param window steps read
 * @param persistence what the output is added to
 * @param season steps of the shortest season, 1 if there is none
 * @param seasons what is usual is made of
 * @param calendar the seasons whose phase the network reads
 * @param target the column to forecast
 * @param covariates other columns the network reads, past values only
 * @param unit of the target; null if it is not known
 * @param intervals around its forecasts; null if there were too few to learn them from
 */
record ForecastSpec(
    Times times,
    Frequency frequency,
    String trainEndTime,
    int horizon,
    int window,
    Persistence persistence,
    int season,
    List<Season> seasons,
    List<Season> calendar,
    Channel target,
    List<Channel> covariates,
    @Nullable String unit,
    @Nullable Intervals intervals) {

  ForecastSpec {
    seasons = List.copyOf(seasons);
    calendar = List.copyOf(calendar);
    covariates = List.copyOf(covariates);
    Objects.requireNonNull(times, "times is missing");
    Objects.requireNonNull(times.column(), "the column of times is missing");
    Objects.requireNonNull(frequency, "frequency is missing");
    Objects.requireNonNull(persistence, "persistence is missing");
    Objects.requireNonNull(target, "target is missing");
    int year = LocalDateTime.parse(trainEndTime).getYear();
    require(year >= 1000 && year <= 9999, "trainEndTime %s, expected a year of four digits", year);
    require(horizon >= 1, "horizon %d, expected at least 1", horizon);
    require(window >= 1, "window %d, expected at least 1", window);
    require(season == season(frequency), "season %d, expected %d", season, season(frequency));
    persistence.check(window, horizon);
    require(
        intervals == null || intervals.radii.size() == horizon,
        "intervals do not have the %s steps of the horizon",
        horizon);
    target.check(Season.terms(seasons));
    for (Channel covariate : covariates) {
      covariate.check(Season.terms(seasons));
    }
  }

  /**
   * Intervals learnt from the errors of validation time.
   *
   * @param coverage the share of values they are to hold
   * @param radii half widths by step ahead, in units of {@link LocalScale}
   */
  record Intervals(double coverage, List<Double> radii) {
    Intervals {
      radii = List.copyOf(radii);
      require(coverage > 0 && coverage < 1, "coverage %s, expected 0 < coverage < 1", coverage);
      for (double radius : radii) {
        require(radius >= 0 && Double.isFinite(radius), "interval of radius %s", radius);
      }
    }

    /** Bounds around a forecast from an origin. */
    ConformalIntervals.Bounds around(double[] forecast, double[] target, int origin, int season) {
      return ConformalIntervals.around(forecast, radii, LocalScale.before(target, origin, season));
    }
  }

  /** This with intervals. */
  ForecastSpec withIntervals(@Nullable Intervals next) {
    return new ForecastSpec(
        times,
        frequency,
        trainEndTime,
        horizon,
        window,
        persistence,
        season,
        seasons,
        calendar,
        target,
        covariates,
        unit,
        next);
  }

  /** Refuses what cannot be. */
  static void require(boolean holds, String format, Object... args) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, args));
    }
  }

  /** Steps of the shortest season, 1 if there is none. */
  static int season(Frequency frequency) {
    List<Integer> seasons = frequency.seasons();
    return seasons.isEmpty() ? 1 : seasons.getFirst();
  }

  /** Numbers the network reads at each step. */
  int features() {
    return 1 + covariates.size() + Season.terms(calendar);
  }

  /** How to read a table again. */
  SeriesOptions seriesOptions() {
    List<String> needed = covariates.stream().map(Channel::column).toList();
    return new SeriesOptions(target.column(), times, unit, needed);
  }
}
