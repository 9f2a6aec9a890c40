package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.Covariate;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Nearest;
import dev.carousel.task.table.Numbers;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Learns means, deviations and categories of covariates from what comes before some places. */
final class InputLearning {
  private static final int MOST_CATEGORIES = 100;
  private static final int SOME = 20;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][-+]?\\d+)?");

  private final SeriesSet set;
  private final int[] known; // places, by series

  private InputLearning(SeriesSet set, int[] known) {
    this.set = set;
    this.known = known;
  }

  /**
   * What the columns of a set are, of a source that may leave it open.
   *
   * @throws BadInput if there is no such column, or it has too many categories
   */
  static Covariates resolve(SeriesSet set, Covariates covariates) {
    covariates.past().stream()
        .filter(one -> !set.categories().containsKey(one.column()))
        .forEach(one -> refuseFuture(set, one.column()));
    covariates.known().stream()
        .filter(one -> !set.categories().containsKey(one.column()))
        .forEach(one -> refuseTarget(set, one.column()));
    List<Covariate> statics =
        covariates.statics().stream().map(one -> constant(set, one.column())).toList();
    return covariates.resolved(set.categories(), statics);
  }

  /** A column that is known up to today cannot say what the target will be. */
  private static void refuseFuture(SeriesSet set, String column) {
    for (NamedSeries one : some(set)) {
      TimeSeries dated = Objects.requireNonNull(one.dated(), "covariates need times");
      int steps = dated.stepsToldAhead(column);
      if (steps > 0) {
        throw new BadInput(
            "%s, series %s: --past %s: the column says what the target is %s later, which nobody"
                + " knows in time. Leave it out.",
            set.source(), Quoted.of(one.id()), column, Sentence.count(steps, "step"));
      }
    }
  }

  /** A column that is known ahead cannot be what is to be forecast. */
  private static void refuseTarget(SeriesSet set, String column) {
    for (NamedSeries one : some(set)) {
      if (Objects.requireNonNull(one.dated(), "covariates need times").isTarget(column)) {
        throw new BadInput(
            "%s, series %s: --known %s: the column is the target itself, in another unit perhaps,"
                + " which nobody knows ahead. Leave it out.",
            set.source(), Quoted.of(one.id()), column);
      }
    }
  }

  /** Series spread over all, where there are many: what one column tells, it tells in most. */
  static List<NamedSeries> some(SeriesSet set) {
    List<NamedSeries> list = set.list();
    int step = Math.ceilDiv(list.size(), SOME);
    return IntStream.iterate(0, i -> i < list.size(), i -> i + step).mapToObj(list::get).toList();
  }

  /**
   * Learns.
   *
   * @param covariates of which it is known what they are
   * @param known the place behind what is learnt from, of each series
   */
  static PanelInputs of(SeriesSet set, Covariates covariates, Missing missing, int[] known) {
    InputLearning learning = new InputLearning(set, known);
    return new PanelInputs(
        missing,
        learning.channels(covariates.past()),
        learning.channels(covariates.known()),
        learning.statics(covariates.statics()),
        covariates.holidays() != null);
  }

  private List<Channel> channels(List<Covariate> covariates) {
    List<Channel> channels = new ArrayList<>();
    for (Covariate one : covariates) {
      List<String> categories = Objects.requireNonNull(one.categories());
      for (int code = 0; code < categories.size(); code++) {
        channels.add(Channel.of(one.column(), categories.get(code), code));
      }
      if (categories.isEmpty()) {
        channels.add(number(one.column()));
      }
    }
    return channels;
  }

  private Channel number(String column) {
    Moments moments = new Moments();
    List<NamedSeries> list = set.list();
    for (int i = 0; i < known.length; i++) {
      TimeSeries dated = Objects.requireNonNull(list.get(i).dated(), "covariates need times");
      double[] values = dated.column(column);
      for (int t = 0; t < known[i]; t++) {
        moments.add(values[t]);
      }
    }
    return moments.channel(column);
  }

  private List<Channel> statics(List<Covariate> statics) {
    List<Channel> channels = new ArrayList<>();
    for (Covariate one : statics) {
      List<String> categories = Objects.requireNonNull(one.categories());
      for (int code = 0; code < categories.size(); code++) {
        channels.add(Channel.of(one.column(), categories.get(code), code));
      }
      if (categories.isEmpty()) {
        Moments moments = new Moments();
        set.forEach(series -> moments.add(value(series, one.column())));
        channels.add(moments.channel(one.column()));
      }
    }
    return channels;
  }

  /** The number a series has for a static feature, NaN if none. */
  static double value(NamedSeries series, String column) {
    String text = series.attributes().getOrDefault(column, "");
    return isNumber(text) ? Double.parseDouble(text.replace(',', '.')) : Double.NaN;
  }

  private static boolean isNumber(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches();
  }

  /** Text unless all values are numbers. */
  private static Covariate constant(SeriesSet set, String column) {
    TreeSet<String> texts = new TreeSet<>();
    for (NamedSeries one : set) {
      String text = one.attributes().get(column);
      if (text != null && !Numbers.isMissing(text)) {
        texts.add(text);
      }
    }
    if (texts.isEmpty()) {
      List<String> names = List.copyOf(set.list().getFirst().attributes().keySet());
      String nearest = Nearest.of(column, names);
      throw new BadInput(
          "%s: --static %s: there is no such column with values.%s What is the same in all of a"
              + " series: %s.",
          set.source(),
          column,
          nearest == null ? "" : " Did you mean " + Quoted.of(nearest) + "?",
          names.isEmpty() ? "nothing" : Quoted.names(names));
    }
    if (texts.stream().allMatch(InputLearning::isNumber)) {
      return new Covariate(column, List.of());
    }
    if (texts.size() > MOST_CATEGORIES) {
      throw new BadInput(
          "%s: --static %s: %,d different texts, too many to learn what each means. Leave it out,"
              + " or group its values.",
          set.source(), column, texts.size());
    }
    return new Covariate(column, List.copyOf(texts));
  }

  /** All series as a whole. */
  static int[] lengths(SeriesSet set) {
    return set.stream().mapToInt(NamedSeries::length).toArray();
  }

  /** Mean and deviation, in one pass (Welford 1962). */
  private static final class Moments {
    private long n;
    private double mean;
    private double squares;
    private boolean gaps;

    void add(double value) {
      if (Double.isNaN(value)) {
        gaps = true;
        return;
      }
      n++;
      double from = value - mean;
      mean += from / n;
      squares += from * (value - mean);
    }

    Channel channel(String column) {
      double deviation = n == 0 ? 0 : Math.sqrt(squares / n);
      boolean moves = deviation > 1e-9 * Math.abs(mean);
      return new Channel(column, null, -1, mean, moves ? deviation : 0, gaps);
    }
  }
}
