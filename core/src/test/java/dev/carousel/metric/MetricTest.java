package dev.carousel.metric;

import static dev.carousel.metric.SampleOutcomes.LABELS;
import static dev.carousel.metric.SampleOutcomes.SCORES;
import static dev.carousel.metric.SampleOutcomes.column;
import static dev.carousel.metric.SampleOutcomes.row;
import static dev.carousel.metric.SampleOutcomes.rows;
import static dev.carousel.metric.SampleOutcomes.tokens;
import static dev.carousel.metric.SampleOutcomes.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.metric.ClassScore.Average;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of all metrics: batches, masks, weights, order, shapes. */
class MetricTest {
  private static final List<Metric> CLASSES =
      List.of(
          Metric.ACCURACY,
          Metric.topK(2),
          Metric.F1,
          ClassScore.precision(Average.MACRO),
          ClassScore.recall(2),
          ClassScore.f1(Average.MICRO),
          Metric.PERPLEXITY);

  private static final List<Metric> NUMBERS =
      List.of(
          Metric.MEAN_ABSOLUTE_ERROR,
          Metric.MEAN_SQUARED_ERROR,
          Metric.ROOT_MEAN_SQUARED_ERROR,
          Metric.R2,
          Metric.BINARY_ACCURACY);

  static List<Metric> all() {
    return List.of(CLASSES, NUMBERS).stream().flatMap(List::stream).toList();
  }

  private static final int ROWS = 40;

  private static Tensor predictions() {
    return Samples.tensor(1, ROWS, 4);
  }

  private static Tensor targets(Metric metric) {
    return CLASSES.contains(metric) ? Samples.tokens(2, 4, ROWS) : Samples.tensor(2, ROWS, 4);
  }

  private static Tensor part(Tensor a, int from, int to) {
    int size = a.shape().size() / ROWS;
    float[] values = Arrays.copyOfRange(a.toArray(), from * size, to * size);
    return Tensor.of(values, a.shape().withFirst(to - from).toArray());
  }

  @ParameterizedTest
  @MethodSource("all")
  void batchesAreTheWholeToTheBit(Metric metric) {
    Tensor p = predictions();
    Tensor y = targets(metric);
    Metric.Tally tally = metric.tally();
    for (int[] range : new int[][] {{0, 1}, {1, 1}, {1, 18}, {18, 40}}) {
      tally.add(Outcomes.of(part(p, range[0], range[1]), part(y, range[0], range[1]), null));
    }
    assertThat(tally.value()).isEqualTo(value(metric, p, y, null)).isFinite();
  }

  /** A masked row may hold anything: no token, no number. */
  @ParameterizedTest
  @MethodSource("all")
  void maskedIsShorter(Metric metric) {
    Tensor p = predictions();
    Tensor y = targets(metric);
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 0, 25, 1);
    float[] badP = p.toArray();
    float[] badY = y.toArray();
    Arrays.fill(badP, 25 * 4, ROWS * 4, Float.NaN);
    Arrays.fill(badY, 25 * badY.length / ROWS, badY.length, -1);
    double masked =
        value(
            metric,
            Tensor.of(badP, p.shape().toArray()),
            Tensor.of(badY, y.shape().toArray()),
            tokens(weights));
    assertThat(masked).isEqualTo(value(metric, part(p, 0, 25), part(y, 0, 25), null));
  }

  @ParameterizedTest
  @MethodSource("all")
  void weightTwoIsTwice(Metric metric) {
    Tensor p = predictions();
    Tensor y = targets(metric);
    SplittableRandom random = new SplittableRandom(3);
    float[] weights = new float[ROWS];
    Metric.Tally twice = metric.tally();
    for (int r = 0; r < ROWS; r++) {
      weights[r] = random.nextInt(4);
      for (int i = 0; i < weights[r]; i++) {
        twice.add(Outcomes.of(part(p, r, r + 1), part(y, r, r + 1), null));
      }
    }
    double weighted = value(metric, p, y, tokens(weights));
    assertThat(weighted).isCloseTo(twice.value(), within(1e-12));
    assertThat(weighted).isNotCloseTo(value(metric, p, y, null), within(1e-4));
  }

  /** Time steps are rows, and the classes of tokens those of one-hot targets. */
  @ParameterizedTest
  @MethodSource("all")
  void sequencesAndOneHotTargets(Metric metric) {
    Tensor p = predictions();
    Tensor y = targets(metric);
    boolean sparse = CLASSES.contains(metric);
    double expected = value(metric, p, y, null);
    Tensor steps = Tensor.of(p.toArray(), 5, 8, 4);
    Tensor stepTargets = sparse ? Tensor.of(y.toArray(), 5, 8) : Tensor.of(y.toArray(), 5, 8, 4);
    assertThat(value(metric, steps, stepTargets, null)).isEqualTo(expected);
    if (sparse) {
      assertThat(value(metric, p, Samples.oneHot(y, 4), null)).isCloseTo(expected, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingIsNotANumber(Metric metric) {
    assertThat(metric.tally().value()).isNaN();
    assertThat(value(metric, predictions(), targets(metric), tokens(new float[ROWS]))).isNaN();
  }

  @Test
  void weightsOfNumbers() {
    Tensor p = rows(row(1, 2), row(3, 4));
    Tensor y = rows(row(0, 0), row(0, 0));
    Tensor w = rows(row(1, 0), row(2, 1));
    assertThat(value(Metric.MEAN_ABSOLUTE_ERROR, p, y, w)).isEqualTo(11 / 4.0);
    assertThat(value(Metric.MEAN_ABSOLUTE_ERROR, p, y, tokens(1, 3))).isEqualTo(24 / 8.0);
    assertThatThrownBy(() -> value(Metric.ACCURACY, p, y, w))
        .hasMessageStartingWith("row 0 has targets of weight 1.0 and 0.0");
    Tensor even = rows(row(2, 2), row(0, 0));
    assertThat(value(Metric.ACCURACY, p, rows(row(0, 1), row(1, 0)), even)).isEqualTo(1);
  }

  @Test
  void shapesAreChecked() {
    assertThatThrownBy(() -> Outcomes.of(SCORES, tokens(1, 2), null))
        .hasMessage(
            "predictions (5, 3), targets (2): expected the same shape, or tokens without the last"
                + " axis");
    assertThatThrownBy(() -> Outcomes.of(SCORES, LABELS, tokens(1, 2)))
        .hasMessage(
            "2 weights for predictions (5, 3), expected one for each row (5) or each target (5)");
    assertThatThrownBy(() -> value(Metric.ACCURACY, SCORES, tokens(0, 1, 2, 3, 0), null))
        .hasMessage("target of row 3 is 3.0, expected a token 0 to 2");
  }

  /** A user's own, as the guide shows it. */
  @Test
  void aMetricOfOnesOwn() {
    Metric within = MeanOf.elements("within 1", (p, y) -> Math.abs(p - y) <= 1 ? 1 : 0);
    assertThat(value(within, column(1, 2, 3), column(1, 4, 4), null)).isEqualTo(2 / 3.0);
    assertThat(within.toString()).isEqualTo("within 1");
  }
}
