package dev.carousel.task.panel;

import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Sentence;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model and the baselines from the same origins after training time.
 *
 * @param name of the model
 * @param origins how many, over all series
 * @param methods the model first, then the baselines, by name
 * @param leftOut baselines that do not stand beside it, with the reason in words
 * @param intervals how the model's intervals did; null if it has none
 * @param errors what the model's errors look like
 * @param bySeries the model's scores of each series, in their order
 * @param last the last forecast of each series that was tested
 */
public record RollingTest(
    String name,
    int origins,
    Map<String, RollingScores> methods,
    Map<String, String> leftOut,
    @Nullable IntervalErrors intervals,
    ModelErrors errors,
    List<RollingScores> bySeries,
    List<Last> last) {

  /**
   * A forecast that can be looked at.
   *
   * @param series which of the set
   * @param origin the first place forecast
   * @param forecast the model's
   * @param scores of this forecast alone
   */
  public record Last(int series, int origin, SeriesForecast forecast, RollingScores scores) {}

  /** The model on the validation part: its errors in each series' standard deviations. */
  static double validation(
      PanelModel model, SeriesSet set, List<PreparedSeries> prepared, RollingSplit split) {
    int[] ends = split.validationPlaces(set);
    int[] tests = split.testPlaces(set);
    RollingScores own = new RollingScores();
    int median = model.levels().indexOf(PanelSpec.MEDIAN);
    for (int i = 0; i < prepared.size(); i++) {
      double[] target = set.list().get(i).target();
      int[] origins = origins(ends[i], tests[i] - model.horizon(), split.stride());
      List<PreparedSeries> same = Collections.nCopies(origins.length, prepared.get(i));
      List<double[][]> forecasts = model.quantiles(same, origins);
      RollingScores.Units units = RollingScores.units(target, ends[i], model.season());
      for (int o = 0; o < origins.length; o++) {
        own.add(target, origins[o], forecasts.get(o)[median], units);
      }
    }
    return own.standardMae();
  }

  static int[] origins(int first, int last, int stride) {
    int[] origins = new int[Math.max(0, Math.floorDiv(last - first, stride) + 1)];
    Arrays.setAll(origins, i -> first + i * stride);
    return origins;
  }

  private static PairedDifference difference(RollingScores a, RollingScores b) {
    double[] own = a.byOrigin();
    double[] other = b.byOrigin();
    Arrays.setAll(own, i -> own[i] - other[i]);
    return PairedDifference.ofNeighbours(own);
  }

  /** Those of so many series, at most, where the model did worst: MAE in standard deviations. */
  public List<Integer> worst(int most) {
    return IntStream.range(0, bySeries.size())
        .filter(i -> bySeries.get(i).count() > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -bySeries.get(i).standardMae()))
        .limit(most)
        .toList();
  }

  /** The model's scores. */
  public RollingScores own() {
    return methods.values().iterator().next();
  }

  /**
   * The overall weighted average of a method, 1 being Naive2's: half of sMAPE and half of MASE,
   * over all steps of all forecasts. NaN where Naive2 does not stand beside it, or makes no error.
   */
  public double owa(RollingScores of) {
    RollingScores naive2 = methods.get("naive2");
    return naive2 == null || naive2.smape() == 0
        ? Double.NaN
        : 0.5 * (of.smape() / naive2.smape() + of.mase() / naive2.mase());
  }

  /** The name of the baseline with the least MAE, each series in its own standard deviations. */
  public String bestBaseline() {
    return methods.entrySet().stream()
        .skip(1)
        .min(Comparator.comparingDouble(e -> e.getValue().standardMae()))
        .orElseThrow()
        .getKey();
  }

  /** 1 - MAE / the best baseline's, both standardised: above 0 the model is better. */
  public double skillAll() {
    RollingScores best = methods.get(bestBaseline());
    return best == null ? Double.NaN : 1 - own().standardMae() / best.standardMae();
  }

  /** The same against naive, the seasonal naive ones and drift alone. */
  public double skill() {
    double best =
        methods.entrySet().stream()
            .skip(1)
            .filter(e -> e.getKey().matches("naive|seasonal-naive-\\d+|drift"))
            .mapToDouble(e -> e.getValue().standardMae())
            .min()
            .orElse(Double.NaN);
    return 1 - own().standardMae() / best;
  }

  /** One sentence that says who is better, and by how much. */
  public String verdict() {
    String best = bestBaseline();
    double percent = 100 * skillAll();
    String over = "over " + Sentence.count(origins, "forecast");
    RollingScores other = methods.get(best);
    if (other != null && other.standardMae() == 0) {
      return Sentence.of("The baseline %s makes no error %s: use it.", best, over);
    }
    if (other != null && !difference(own(), other).significant()) {
      if (PairedDifference.far(own().standardMae(), other.standardMae())) {
        return Sentence.of(
            "The baseline %s is far better than %s, by %s %s: use it.",
            best, name, Sentence.percent(-percent), over);
      }
      return Sentence.of(
          "%s and the baseline %s cannot be told apart %s: a difference of %s may be chance. Use"
              + " the baseline, which is simpler.",
          name, best, over, Sentence.percent(Math.abs(percent)));
    }
    return percent > 0
        ? Sentence.of(
            "%s is %s better than the best baseline, %s, %s.",
            name, Sentence.percent(percent), best, over)
        : Sentence.of(
            "The baseline %s is better than %s, by %s %s: use it.",
            best, name, Sentence.percent(-percent), over);
  }
}
