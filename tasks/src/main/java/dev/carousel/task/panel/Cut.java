package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;

/**
 * Where series are cut in two: at a moment, the same for all, or at a share of each one's steps.
 */
public sealed interface Cut {
  /** A cut at a moment. */
  static Cut at(LocalDateTime time) {
    return new Moment(time);
  }

  /**
   * A cut at a share of each series' own steps.
   *
   * @param share between 0 and 1
   * @throws BadInput if it is not
   */
  static Cut share(double share) {
    return new Share(share, 0);
  }

  /** The place of the first value behind the cut, from 0 to the length of the series. */
  int place(NamedSeries one);

  /** The same so many steps of the series later. */
  Cut later(long steps);

  /** Whether this certainly comes after another of its kind. */
  boolean after(Cut other);

  /** Words for it, such as {@code 2016-01-31} or {@code 70 % of each series}. */
  String words();

  /** The first of two in each series. */
  static Cut earlier(Cut a, Cut b) {
    return new Earlier(a, b);
  }

  /** A place of each series, clamped to it. */
  private static int clamped(long place, NamedSeries one) {
    return Math.clamp(place, 0, one.length());
  }

  /**
   * A moment.
   *
   * @param time of it
   * @param steps behind it
   */
  record Moment(LocalDateTime time, long steps) implements Cut {
    Moment(LocalDateTime time) {
      this(time, 0);
    }

    @Override
    public int place(NamedSeries one) {
      TimeSeries dated = one.dated();
      if (dated == null) {
        throw new BadInput(
            "--split %s: the series have no times; give shares such as 0.7,0.85, or a --test file",
            ShownTime.of(time));
      }
      long before = dated.frequency().between(dated.start(), time);
      boolean on = dated.frequency().onGrid(dated.start(), time);
      return clamped((on ? before : before + 1) + steps, one);
    }

    @Override
    public Cut later(long more) {
      return new Moment(time, steps + more);
    }

    @Override
    public boolean after(Cut other) {
      return other instanceof Moment moment
          && (time.isAfter(moment.time) || (time.equals(moment.time) && steps > moment.steps));
    }

    @Override
    public String words() {
      return ShownTime.of(time) + behind(steps);
    }
  }

  /**
   * A share of the steps.
   *
   * @param share from 0 to 1
   * @param steps behind it
   */
  record Share(double share, long steps) implements Cut {
    private static final MathContext DIGITS = new MathContext(4);

    /** Checks the share. */
    public Share {
      if (!(share > 0 && share < 1)) {
        throw new BadInput("--split %s: expected shares between 0 and 1, such as 0.7,0.85", share);
      }
    }

    @Override
    public int place(NamedSeries one) {
      return clamped(Math.round(share * one.length()) + steps, one);
    }

    @Override
    public Cut later(long more) {
      return new Share(share, steps + more);
    }

    @Override
    public boolean after(Cut other) {
      return other instanceof Share s && (share > s.share || (share == s.share && steps > s.steps));
    }

    @Override
    public String words() {
      String percent =
          BigDecimal.valueOf(100 * share).round(DIGITS).stripTrailingZeros().toPlainString();
      return percent + " % of each series" + behind(steps);
    }
  }

  /** The first of two. */
  record Earlier(Cut a, Cut b) implements Cut {
    @Override
    public int place(NamedSeries one) {
      return Math.min(a.place(one), b.place(one));
    }

    @Override
    public Cut later(long steps) {
      return new Earlier(a.later(steps), b.later(steps));
    }

    @Override
    public boolean after(Cut other) {
      return a.after(other) && b.after(other);
    }

    @Override
    public String words() {
      return a.words() + " or " + b.words();
    }
  }

  private static String behind(long steps) {
    return steps == 0 ? "" : Sentence.of(" and %s", Sentence.count(steps, "step"));
  }
}
