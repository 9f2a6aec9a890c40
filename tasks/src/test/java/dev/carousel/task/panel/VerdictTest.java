package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of few series and few origins, which tell little. */
class VerdictTest {
  private static final double[] UP = {1, 2, 3, 4, 5, 6, 7, 8};

  /** A model beside one baseline, whose errors of each series are given. */
  private static PanelComparison comparison(double[] own, double[] other) {
    List<NamedSeries> series =
        IntStream.range(0, own.length)
            .mapToObj(i -> NamedSeries.undated("s" + i, new LinkedHashMap<>(), UP))
            .toList();
    SeriesSet set = SamplePanel.of(series);
    Map<String, PanelComparison.Method> methods = new LinkedHashMap<>();
    methods.put("lstm", method(false, own));
    methods.put("theta", method(true, other));
    List<SeriesForecast> model =
        Arrays.stream(own)
            .mapToObj(e -> new SeriesForecast("s", new double[] {e}, null, List.of(), List.of()))
            .toList();
    return new PanelComparison(HeldOut.of(set, 2), 1, "lstm", model, methods);
  }

  private static PanelComparison.Method method(boolean baseline, double[] errors) {
    List<SeriesScores> scores =
        Arrays.stream(errors).mapToObj(e -> new SeriesScores(e, e, e, e, e, e, 2)).toList();
    GroupScores all = GroupScores.of(scores);
    return new PanelComparison.Method(baseline, scores, all, all.smape());
  }

  private static String verdict(double[] own, double[] other) {
    return comparison(own, other).verdict();
  }

  @Test
  void ofOneSeriesNoChanceIsSpokenOfWhereTheBaselineIsFarBetter() {
    assertThat(verdict(new double[] {2.1}, new double[] {1}))
        .isEqualTo(
            "The baseline theta is far better than lstm: OWA 2.100 against 1.000 over 1 series."
                + " Use it.");
    String little =
        "One series from one origin tells too little: lstm has OWA %s, the baseline theta 1.000. Use"
            + " the baseline, which is simpler, or test from many origins with --split.";
    assertThat(verdict(new double[] {1.9}, new double[] {1})).isEqualTo(little.formatted("1.900"));
    assertThat(verdict(new double[] {0.1}, new double[] {1})).isEqualTo(little.formatted("0.100"));
  }

  @Test
  void ofSomeSeriesWhatVariesIsChanceUnlessItIsFar() {
    assertThat(verdict(new double[] {1, 1.5, 1}, new double[] {1, 1, 1.2}))
        .startsWith("lstm and the baseline theta cannot be told apart: OWA 1.167 against 1.067");
    assertThat(verdict(new double[] {1, 9, 1}, new double[] {1, 1, 1}))
        .startsWith("The baseline theta is far better than lstm: OWA 3.667 against 1.000");
    assertThat(verdict(new double[] {1, 1.1, 0.9}, new double[] {2, 2.2, 1.9}))
        .startsWith("lstm is 50.8 % better than the best baseline, theta");
    assertThat(verdict(new double[] {2, 2.2, 1.9}, new double[] {1, 1.1, 0.9}))
        .startsWith("The baseline theta is better, by 103.3 %: use it.");
  }

  private static String rolling(double own, double other) {
    RollingScores.Units units = new RollingScores.Units(1, 1);
    RollingScores a = new RollingScores();
    a.add(UP, 6, new double[] {7 + own, 8 + own}, units);
    RollingScores b = new RollingScores();
    b.add(UP, 6, new double[] {7 + other, 8 + other}, units);
    Map<String, RollingScores> methods = new LinkedHashMap<>();
    methods.put("lstm", a);
    methods.put("drift", b);
    ModelErrors errors = new ModelErrors(List.of(0.5), 2);
    return new RollingTest("lstm", 1, methods, Map.of(), null, errors, List.of(a), List.of())
        .verdict();
  }

  @Test
  void ofOneOriginLikewise() {
    assertThat(rolling(3, 1))
        .isEqualTo(
            "The baseline drift is far better than lstm, by 200.0 % over 1 forecast: use it.");
    assertThat(rolling(1.5, 1)).contains("cannot be told apart over 1 forecast");
    assertThat(rolling(1, 0))
        .isEqualTo("The baseline drift makes no error over 1 forecast: use it.");
  }
}
