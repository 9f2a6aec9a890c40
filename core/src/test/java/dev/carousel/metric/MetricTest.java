package dev.carousel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import dev.carousel.metric.ClassScore.Average;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worked examples; and of all metrics: batches, masks, weights, order. */
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

  private static double of(Metric metric, Tensor p, Tensor y, @Nullable Tensor w) {
    Metric.Tally tally = metric.tally();
    tally.add(Outcomes.of(p, y, w));
    return tally.value();
  }

  private static Tensor rows(float[]... rows) {
    return Tensor.of(rows);
  }

  private static Tensor column(float... values) {
    return Tensor.of(values, values.length, 1);
  }

  private static Tensor tokens(float... values) {
    return Tensor.of(values, values.length);
  }

  private static float[] row(float... values) {
    return values;
  }

  // three classes: predicted 0 1 2 1 0 (the last one tied with class 2), actual 0 2 2 1 2
  private static final Tensor SCORES =
      rows(row(3, 1, 2), row(0, 2, 1), row(-3, -2, -1), row(1, 2, 0), row(1, 0, 1));
  private static final Tensor LABELS = tokens(0, 2, 2, 1, 2);

  @Test
  void accuracies() {
    assertThat(of(Metric.ACCURACY, SCORES, LABELS, null)).isEqualTo(3 / 5.0);
    assertThat(of(Metric.topK(1), SCORES, LABELS, null)).isEqualTo(3 / 5.0);
    assertThat(of(Metric.topK(2), SCORES, LABELS, null)).isEqualTo(1);
    assertThat(of(Metric.topK(2), rows(row(3, 2, 1)), tokens(2), null)).isZero();
    assertThat(of(Metric.topK(9), rows(row(3, 2, 1)), tokens(2), null)).isEqualTo(1);
    assertThatThrownBy(() -> Metric.topK(0)).hasMessage("top k: 0, expected at least 1");
  }

  @Test
  void noPredictionIsNoHit() {
    float nan = Float.NaN;
    assertThat(of(Metric.ACCURACY, rows(row(nan, nan)), tokens(0), null)).isZero();
    assertThat(of(Metric.ACCURACY, rows(row(1, nan)), tokens(0), null)).isZero();
    assertThat(of(Metric.topK(1), rows(row(nan, 1)), tokens(0), null)).isZero();
  }

  @Test
  void binaryAccuracy() {
    Tensor p = column(-1, 0, 0.3f, 0.6f, 2);
    Tensor y = column(0, 0, 1, 0, 1);
    assertThat(of(Metric.BINARY_ACCURACY, p, y, null)).isEqualTo(4 / 5.0);
    assertThat(of(Metric.binaryAccuracy(0.5), p, y, null)).isEqualTo(3 / 5.0);
    assertThat(Metric.binaryAccuracy(0.5).name()).isEqualTo("binary accuracy at 0.5");
  }

  /** scikit-learn 1.x on the same rows. */
  @Test
  void precisionRecallAndF1() {
    assertThat(of(ClassScore.precision(0), SCORES, LABELS, null)).isEqualTo(1 / 2.0);
    assertThat(of(ClassScore.precision(1), SCORES, LABELS, null)).isEqualTo(1 / 2.0);
    assertThat(of(ClassScore.precision(2), SCORES, LABELS, null)).isEqualTo(1);
    assertThat(of(ClassScore.recall(0), SCORES, LABELS, null)).isEqualTo(1);
    assertThat(of(ClassScore.recall(2), SCORES, LABELS, null)).isEqualTo(1 / 3.0);
    assertThat(of(ClassScore.f1(0), SCORES, LABELS, null)).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(of(ClassScore.f1(2), SCORES, LABELS, null)).isEqualTo(0.5);
    assertThat(of(Metric.F1, SCORES, LABELS, null)).isCloseTo(11 / 18.0, within(1e-15));
    assertThat(of(ClassScore.precision(Average.MACRO), SCORES, LABELS, null))
        .isCloseTo(2 / 3.0, within(1e-15));
    assertThat(of(ClassScore.recall(Average.MACRO), SCORES, LABELS, null))
        .isCloseTo(7 / 9.0, within(1e-15));
    assertThat(of(ClassScore.f1(Average.MICRO), SCORES, LABELS, null)).isEqualTo(3 / 5.0);
  }

  @Test
  void classesThatNeverOccurCountNothing() {
    Tensor wide = rows(row(3, 1, -9, -9), row(3, 1, -9, -9));
    assertThat(of(Metric.F1, wide, tokens(0, 1), null)).isCloseTo(1 / 3.0, within(1e-15));
    Tensor stray = rows(row(3, 1, 0, -9), row(0, 1, 2, -9)); // class 2 is predicted only
    assertThat(of(Metric.F1, stray, tokens(0, 0), null)).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(of(ClassScore.precision(3), wide, tokens(0, 1), null)).isZero();
    assertThatThrownBy(() -> of(ClassScore.f1(4), wide, tokens(0, 1), null))
        .hasMessage("F1 of class 4: there are 4 classes");
    assertThatThrownBy(() -> ClassScore.f1(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSingleColumnIsTwoClasses() {
    Tensor p = column(-1, 0.2f, 0.6f, 2);
    Tensor y = column(0, 0, 1, 1);
    assertThat(of(ClassScore.precision(1), p, y, null)).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(of(ClassScore.precision(1).withThreshold(0.5), p, y, null)).isEqualTo(1);
    assertThat(of(ClassScore.recall(0), p, y, null)).isEqualTo(0.5);
  }

  @Test
  void confusionMatrix() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    matrix.add(Outcomes.of(SCORES, LABELS, tokens(1, 1, 1, 1, 2)), 0);
    assertThat(matrix.count(2, 1)).isEqualTo(1);
    assertThat(matrix.count(1, 2)).isZero();
    assertThat(matrix.count(2, 0)).isEqualTo(2);
    assertThat(matrix.actual(2)).isEqualTo(4);
    assertThat(matrix.predicted(0)).isEqualTo(3);
    assertThat(matrix.accuracy()).isEqualTo(0.5);
    assertThatThrownBy(() -> new ConfusionMatrix(2049))
        .hasMessage("confusion matrix of 2049 classes, expected 1 to 2048");
  }

  @Test
  void errors() {
    Tensor p = rows(row(1, 2), row(3, 5), row(0, -1));
    Tensor y = rows(row(2, 2), row(1, 6), row(0, 4));
    assertThat(of(Metric.MEAN_ABSOLUTE_ERROR, p, y, null)).isEqualTo(9 / 6.0);
    assertThat(of(Metric.MEAN_SQUARED_ERROR, p, y, null)).isEqualTo(31 / 6.0);
    assertThat(of(Metric.ROOT_MEAN_SQUARED_ERROR, p, y, null)).isEqualTo(Math.sqrt(31 / 6.0));
    double first = 1 - 5 / 2.0; // targets 2 1 0, mean 1
    double second = 1 - 26 / 8.0; // targets 2 6 4, mean 4
    assertThat(of(Metric.R2, p, y, null)).isCloseTo((first + second) / 2, within(1e-12));
  }

  @Test
  void rSquaredOfConstantAndOfFewTargets() {
    assertThat(of(Metric.R2, column(3, 3), column(3, 3), null)).isEqualTo(1);
    assertThat(of(Metric.R2, column(3, 4), column(3, 3), null)).isZero();
    assertThat(of(Metric.R2, column(3), column(3), null)).isNaN();
    float[] far = new float[1000]; // a large mean eats no digits
    for (int i = 0; i < far.length; i++) {
      far[i] = 1_000_000 + i % 2;
    }
    Tensor y = column(far);
    far = far.clone();
    far[0]++;
    assertThat(of(Metric.R2, column(far), y, null)).isCloseTo(1 - 1 / 250.0, within(1e-9));
  }

  @Test
  void perplexity() {
    assertThat(of(Metric.PERPLEXITY, rows(row(2, 2, 2, 2), row(0, 0, 0, 0)), tokens(1, 3), null))
        .isCloseTo(4, within(1e-5));
    Tensor p = rows(row((float) Math.log(1), (float) Math.log(3)), row(9, 9));
    assertThat(of(Metric.PERPLEXITY, p, tokens(1, 0), null))
        .isCloseTo(Math.sqrt(4 / 3.0 * 2), within(1e-5));
  }

  /** The loss trained on and the metric are the same thing. */
  @Test
  void perplexityIsTheLoss() {
    Tensor p = Samples.tensor(1, 3, 7, 11);
    Tensor y = Samples.tokens(2, 11, 3, 7);
    Tape tape = new Tape(Engine.of("auto", 1), false);
    tape.reset(new Randomness(1, 0));
    double loss = tape.sparseSoftmaxCrossEntropy(tape.constant(p), tape.constant(y)).mean().get();
    assertThat(of(Metric.PERPLEXITY, p, y, null)).isCloseTo(Math.exp(loss), within(1e-5));
  }

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
    assertThat(tally.value()).isEqualTo(of(metric, p, y, null)).isFinite();
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
        of(
            metric,
            Tensor.of(badP, p.shape().toArray()),
            Tensor.of(badY, y.shape().toArray()),
            tokens(weights));
    assertThat(masked).isEqualTo(of(metric, part(p, 0, 25), part(y, 0, 25), null));
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
    double weighted = of(metric, p, y, tokens(weights));
    assertThat(weighted).isCloseTo(twice.value(), within(1e-12));
    assertThat(weighted).isNotCloseTo(of(metric, p, y, null), within(1e-4));
  }

  /** Time steps are rows, and the classes of tokens those of one-hot targets. */
  @ParameterizedTest
  @MethodSource("all")
  void sequencesAndOneHotTargets(Metric metric) {
    Tensor p = predictions();
    Tensor y = targets(metric);
    boolean sparse = CLASSES.contains(metric);
    double expected = of(metric, p, y, null);
    Tensor steps = Tensor.of(p.toArray(), 5, 8, 4);
    Tensor stepTargets = sparse ? Tensor.of(y.toArray(), 5, 8) : Tensor.of(y.toArray(), 5, 8, 4);
    assertThat(of(metric, steps, stepTargets, null)).isEqualTo(expected);
    if (sparse) {
      assertThat(of(metric, p, Samples.oneHot(y, 4), null)).isCloseTo(expected, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingIsNotANumber(Metric metric) {
    assertThat(metric.tally().value()).isNaN();
    assertThat(of(metric, predictions(), targets(metric), tokens(new float[ROWS]))).isNaN();
  }

  @Test
  void weightsOfNumbers() {
    Tensor p = rows(row(1, 2), row(3, 4));
    Tensor y = rows(row(0, 0), row(0, 0));
    Tensor w = rows(row(1, 0), row(2, 1));
    assertThat(of(Metric.MEAN_ABSOLUTE_ERROR, p, y, w)).isEqualTo(11 / 4.0);
    assertThat(of(Metric.MEAN_ABSOLUTE_ERROR, p, y, tokens(1, 3))).isEqualTo(24 / 8.0);
    assertThatThrownBy(() -> of(Metric.ACCURACY, p, y, w))
        .hasMessageStartingWith("row 0 has targets of weight 1.0 and 0.0");
    Tensor even = rows(row(2, 2), row(0, 0));
    assertThat(of(Metric.ACCURACY, p, rows(row(0, 1), row(1, 0)), even)).isEqualTo(1);
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
    assertThatThrownBy(() -> of(Metric.ACCURACY, SCORES, tokens(0, 1, 2, 3, 0), null))
        .hasMessage("target of row 3 is 3.0, expected a token 0 to 2");
  }

  /** A user's own, as the guide shows it. */
  @Test
  void aMetricOfOnesOwn() {
    Metric within = MeanOf.elements("within 1", (p, y) -> Math.abs(p - y) <= 1 ? 1 : 0);
    assertThat(of(within, column(1, 2, 3), column(1, 4, 4), null)).isEqualTo(2 / 3.0);
    assertThat(within.toString()).isEqualTo("within 1");
  }
}
