package dev.carousel.task.panel;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Baselines;
import dev.carousel.task.baseline.Linear;
import dev.carousel.task.baseline.Naive2;
import dev.carousel.task.competition.Competition;
import dev.carousel.task.metric.ForecastErrors;
import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.QuantileErrors;
import dev.carousel.task.metric.SampleErrors;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.TrainTest;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A global model and all baselines on the same test parts.
 *
 * @param data the series, and what came
 * @param season of MASE and of the seasonal baselines
 * @param name of the model, such as {@code lstm + theta}
 * @param model its forecasts
 * @param methods the model first, its network alone if others are averaged with it, then the
 *     baselines, by name
 */
public record PanelComparison(
    TrainTest data,
    int season,
    String name,
    List<SeriesForecast> model,
    Map<String, Method> methods) {
  private static final Set<String> SIMPLE = Set.of("naive", "seasonal-naive", "drift");
  private static final long MOST_PRODUCTS = 30_000_000_000L;

  /**
   * How one method did.
   *
   * @param baseline whether it is a baseline
   * @param bySeries its scores, in the order of the series
   * @param scores over all series
   * @param owa overall weighted average, 1 being Naive2
   */
  public record Method(
      boolean baseline, List<SeriesScores> bySeries, GroupScores scores, double owa) {}

  /** Tests a model. */
  static PanelComparison of(PanelModel model, String network, TrainTest data) {
    Competition competition = new Competition(data, model.season());
    Map<String, List<double[]>> baselines = new LinkedHashMap<>();
    for (Baseline baseline : baselines(model, data)) {
      baselines.put(plain(baseline.name()), competition.forecasts(baseline));
    }
    GroupScores naive2 = competition.scores(new Naive2(model.season()));
    List<SeriesForecast> forecasts = model.forecasts(data.train());
    String name = PanelValidation.label(network, model.companions());
    Map<String, Method> methods = new LinkedHashMap<>();
    List<double[]> values = forecasts.stream().map(SeriesForecast::values).toList();
    methods.put(name, method(false, competition, values, naive2));
    if (!model.companions().isEmpty()) {
      List<double[]> alone = model.networkAlone(data.train());
      methods.put(network, method(false, competition, alone, naive2));
    }
    baselines.forEach((key, f) -> methods.put(key, method(true, competition, f, naive2)));
    return new PanelComparison(data, model.season(), name, forecasts, methods);
  }

  /** {@code seasonal-naive} in place of {@code seasonal-naive-24}: there is one season here. */
  private static String plain(String name) {
    return name.replaceFirst("-\\d+$", "");
  }

  private static Method method(
      boolean baseline, Competition competition, List<double[]> forecasts, GroupScores naive2) {
    List<SeriesScores> bySeries = competition.bySeries(forecasts);
    GroupScores scores = GroupScores.of(bySeries);
    return new Method(baseline, bySeries, scores, scores.owa(naive2));
  }

  private static List<Baseline> baselines(PanelModel model, TrainTest data) {
    List<Baseline> all = new ArrayList<>(Baselines.ofValues(model.season()));
    Baseline linear = linear(model.kind().reach(model.spec()), data);
    if (linear != null) {
      all.add(linear);
    }
    return all;
  }

  /** One linear model for all series, if it is a matter of seconds; null if not. */
  private static @Nullable Baseline linear(int window, TrainTest data) {
    List<double[]> series = data.train().stream().map(NamedSeries::target).toList();
    int lags = Math.min(window, data.train().longest() - data.horizon());
    int[] ends = series.stream().mapToInt(s -> s.length).toArray();
    long rows = lags < 2 ? 0 : Linear.rows(series, ends, lags, data.horizon());
    boolean feasible = rows > 0 && rows * lags * lags <= MOST_PRODUCTS;
    return feasible ? Linear.fit(series, ends, lags, data.horizon(), Linear.USUAL_RIDGE) : null;
  }

  /** The model's scores. */
  public Method own() {
    return methods.values().iterator().next();
  }

  /** The name of the baseline with the least OWA. */
  public String bestBaseline() {
    return best(methods.keySet());
  }

  private String best(Set<String> names) {
    return methods.entrySet().stream()
        .filter(e -> e.getValue().baseline() && names.contains(e.getKey()))
        .min(Comparator.comparingDouble(e -> e.getValue().owa()))
        .orElseThrow()
        .getKey();
  }

  /** 1 - OWA / the least OWA of all baselines: above 0 the model is better. */
  public double skillAll() {
    return skill(bestBaseline());
  }

  /** The same against naive, seasonal naive and drift only. */
  public double skill() {
    return skill(best(SIMPLE));
  }

  private double skill(String against) {
    Method other = methods.get(against);
    return other == null ? Double.NaN : 1 - own().owa() / other.owa();
  }

  /** One sentence that says who is better, and by how much. */
  public String verdict() {
    String baseline = bestBaseline();
    Method other = methods.get(baseline);
    double percent = 100 * skillAll();
    if (other == null || !Double.isFinite(percent)) {
      return other != null && other.scores().smape() == 0
          ? "The baseline %s makes no error: use it.".formatted(baseline)
          : "Naive2 makes no error, or cannot be measured: nothing can be said.";
    }
    String figures =
        Sentence.of(
            "OWA %.3f against %.3f over %,d series", own().owa(), other.owa(), model.size());
    PairedDifference difference = difference(own(), other);
    if (!difference.significant() && PairedDifference.far(own().owa(), other.owa())) {
      return Sentence.of(
          "The baseline %s is far better than %s: %s. Use it.", baseline, name, figures);
    }
    if (model.size() == 1) {
      return Sentence.of(
          "One series from one origin tells too little: %s has OWA %.3f, the baseline %s %.3f. Use"
              + " the baseline, which is simpler, or test from many origins with --split.",
          name, own().owa(), baseline, other.owa());
    }
    if (!difference.significant()) {
      return Sentence.of(
          "%s and the baseline %s cannot be told apart: %s may be chance. Use the baseline, which is"
              + " simpler.",
          name, baseline, figures);
    }
    return percent > 0
        ? Sentence.of(
            "%s is %s better than the best baseline, %s: %s.",
            name, Sentence.percent(percent), baseline, figures)
        : Sentence.of(
            "The baseline %s is better, by %s: use it. %s has %s.",
            baseline, Sentence.percent(-percent), name, figures);
  }

  /** What each series adds to the difference of the OWA, but for a factor. */
  private static PairedDifference difference(Method own, Method other) {
    double smape = other.scores().smape();
    double mase = other.scores().mase();
    double[] differences = new double[own.bySeries().size()];
    for (int i = 0; i < differences.length; i++) {
      SeriesScores a = own.bySeries().get(i);
      SeriesScores b = other.bySeries().get(i);
      double relative = (a.smape() - b.smape()) / smape;
      double scaled = (a.mase() - b.mase()) / mase;
      differences[i] =
          (Double.isNaN(relative) ? 0 : relative) + (Double.isNaN(scaled) ? 0 : scaled);
    }
    return PairedDifference.of(differences);
  }

  /** Places of the series with the largest MASE of the model, the worst first. */
  public List<Integer> worst(int most) {
    List<SeriesScores> own = own().bySeries();
    return IntStream.range(0, own.size())
        .boxed()
        .filter(i -> !Double.isNaN(own.get(i).mase()))
        .sorted(Comparator.comparingDouble((Integer i) -> own.get(i).mase()).reversed())
        .limit(most)
        .toList();
  }

  /** How the model's intervals did; null if it has none. */
  public @Nullable IntervalErrors intervals(double coverage) {
    IntervalErrors errors = new IntervalErrors(coverage);
    for (int i = 0; i < model.size(); i++) {
      SeriesForecast one = model.get(i);
      if (one.interval() == null) {
        return null;
      }
      double[] history = data.train().list().get(i).target();
      double scale = ForecastErrors.scale(history, history.length, season);
      double[] actual = data.actual().get(i);
      for (int h = 0; h < actual.length; h++) {
        errors.add(actual[h], one.interval().lower()[h], one.interval().upper()[h], scale);
      }
    }
    return errors;
  }

  /** How the model's paths did, over all steps of all series; null if it gives none. */
  public @Nullable SampleErrors samples() {
    if (model.getFirst().samples().isEmpty()) {
      return null;
    }
    SampleErrors errors = new SampleErrors();
    for (int i = 0; i < model.size(); i++) {
      double[] actual = data.actual().get(i);
      List<double[]> paths = model.get(i).samples();
      for (int h = 0; h < actual.length; h++) {
        int step = h;
        errors.add(actual[h], paths.stream().mapToDouble(path -> path[step]).toArray());
      }
    }
    return errors;
  }

  /**
   * How the model's quantiles did, over all steps of all series.
   *
   * @param levels of the model
   */
  public QuantileErrors quantiles(List<Double> levels) {
    QuantileErrors errors =
        new QuantileErrors(levels.stream().mapToDouble(Double::doubleValue).toArray());
    for (int i = 0; i < model.size(); i++) {
      double[] actual = data.actual().get(i);
      List<double[]> quantiles = model.get(i).quantiles();
      for (int h = 0; h < actual.length; h++) {
        int step = h;
        errors.add(actual[h], quantiles.stream().mapToDouble(q -> q[step]).toArray());
      }
    }
    return errors;
  }
}
