package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.SeriesSet;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a panel is read where the user has not said it: a season is a segment. Long series
 * with a season of seven steps or more are read as they are, so many seasons that the network can
 * see what returns; of others the season is taken away first, and the network reads two horizons.
 */
final class PanelInput {
  private static final int LONG_SEASON = 7;
  private static final int SEASONS = 14;
  private static final int SHORTEST_WINDOW = 8;
  private static final int LONGEST_WINDOW = 64;
  private static final double LEAST_YEARS = 3;

  private PanelInput() {}

  /**
   * Chooses.
   *
   * @param known the place behind what may be learnt from, of each series
   */
  static PanelSpec specify(SeriesSet set, PanelSource source, PanelOptions options, int[] known) {
    refuseSeason(set, options.season());
    int season = options.season() > 0 ? options.season() : set.season();
    PanelOptions.InputOptions wished =
        switch (options.network().model().type()) {
          case DIRECT -> options.input();
          case ENCODER_DECODER -> EncoderDecoderKind.input(options);
          case DEEPAR -> DeepArKind.input(options, season);
          case ES_RNN -> EsRnnKind.input(options, season);
        };
    boolean whole =
        season >= LONG_SEASON && median(set) >= (long) SEASONS * season + 2L * options.horizon();
    int segment = wished.segment() > 0 ? wished.segment() : season(wished.window(), season);
    int window =
        wished.window() > 0
            ? wished.window()
            : whole ? SEASONS * season : window(options.horizon(), segment);
    if (window > set.longest() && wished.window() > 0) {
      TooFew.refuseWide(set.ids(), set);
      throw new BadInput(
          "--window %,d: the longest series has %,d steps; give a shorter one",
          window, set.longest());
    }
    if (window % segment != 0) {
      throw new BadInput("--window %d: expected a multiple of --segment, %d", window, segment);
    }
    boolean deseasonalise =
        Objects.requireNonNullElse(wished.deseasonalise(), season > 1 && !whole);
    Scaling scaling = Objects.requireNonNullElse(wished.scaling(), Scaling.SEASON);
    Frequency frequency = set.frequency();
    List<CalendarTerm> calendar =
        wished.calendar() && frequency != null
            ? CalendarTerm.of(frequency, years(set, frequency) >= LEAST_YEARS)
            : List.of();
    Covariates covariates = InputLearning.resolve(set, source.covariates());
    refuseHolidays(covariates, frequency);
    RowsAhead.checkYears(set, covariates.holidays());
    return new PanelSpec(
        source.withCovariates(covariates),
        frequency == null ? null : frequency.describe(),
        options.horizon(),
        season,
        window,
        segment,
        wished.log(),
        deseasonalise,
        scaling,
        calendar,
        options.network().quantiles(),
        List.of(),
        options.coverage(),
        List.of(),
        InputLearning.of(set, covariates, wished.missing(), known));
  }

  private static void refuseSeason(SeriesSet set, int season) {
    if (season > 1 && season > set.longest() / 2) {
      TooFew.refuseWide(set.ids(), set);
      throw new BadInput(
          "--season %,d: the longest series has %,d steps, less than two seasons; give a shorter one,"
              + " or 1 for none",
          season, set.longest());
    }
  }

  private static void refuseHolidays(Covariates covariates, @Nullable Frequency frequency) {
    boolean days =
        frequency != null
            && (frequency.isSubDaily()
                || frequency.unit() == Frequency.Unit.BUSINESS_DAY
                || (frequency.unit() == Frequency.Unit.DAY && frequency.step() == 1));
    if (covariates.holidays() != null && !days) {
      throw new BadInput(
          "--holidays: the series are %s; holidays are told of days and parts of days. Leave it out,"
              + " or give how many there are in each step as a column: --known COL.",
          frequency == null ? "without times" : frequency.describe());
    }
  }

  /** A season, unless it does not divide the window that was asked for. */
  private static int season(int window, int season) {
    return window % season == 0 ? season : 1;
  }

  /** Two horizons or a little more, in whole segments. */
  private static int window(int horizon, int segment) {
    int steps = Math.clamp(2L * horizon, SHORTEST_WINDOW, LONGEST_WINDOW);
    return Math.ceilDiv(steps, segment) * segment;
  }

  private static double years(SeriesSet set, Frequency frequency) {
    LocalDateTime start = LocalDateTime.of(2001, 1, 1, 0, 0);
    LocalDateTime end = frequency.plus(start, set.longest());
    return ChronoUnit.DAYS.between(start, end) / 365.25;
  }

  private static int median(SeriesSet set) {
    int[] lengths = set.stream().mapToInt(one -> one.length()).sorted().toArray();
    return lengths[lengths.length / 2];
  }
}
