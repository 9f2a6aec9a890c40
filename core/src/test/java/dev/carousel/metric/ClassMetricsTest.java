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

import dev.carousel.kernel.Engine;
import dev.carousel.metric.ClassScore.Average;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Metrics of classes and of tokens, worked by hand. */
class ClassMetricsTest {
  @Test
  void accuracies() {
    assertThat(value(Metric.ACCURACY, SCORES, LABELS, null)).isEqualTo(3 / 5.0);
    assertThat(value(Metric.topK(1), SCORES, LABELS, null)).isEqualTo(3 / 5.0);
    assertThat(value(Metric.topK(2), SCORES, LABELS, null)).isEqualTo(1);
    assertThat(value(Metric.topK(2), rows(row(3, 2, 1)), tokens(2), null)).isZero();
    assertThat(value(Metric.topK(9), rows(row(3, 2, 1)), tokens(2), null)).isEqualTo(1);
    assertThatThrownBy(() -> Metric.topK(0)).hasMessage("top k: 0, expected at least 1");
  }

  @Test
  void noPredictionIsNoHit() {
    float nan = Float.NaN;
    assertThat(value(Metric.ACCURACY, rows(row(nan, nan)), tokens(0), null)).isZero();
    assertThat(value(Metric.ACCURACY, rows(row(1, nan)), tokens(0), null)).isZero();
    assertThat(value(Metric.topK(1), rows(row(nan, 1)), tokens(0), null)).isZero();
  }

  @Test
  void binaryAccuracy() {
    Tensor p = column(-1, 0, 0.3f, 0.6f, 2);
    Tensor y = column(0, 0, 1, 0, 1);
    assertThat(value(Metric.BINARY_ACCURACY, p, y, null)).isEqualTo(4 / 5.0);
    assertThat(value(Metric.binaryAccuracy(0.5), p, y, null)).isEqualTo(3 / 5.0);
    assertThat(Metric.binaryAccuracy(0.5).name()).isEqualTo("binary accuracy at 0.5");
  }

  /** scikit-learn 1.x on the same rows. */
  @Test
  void precisionRecallAndF1() {
    assertThat(value(ClassScore.precision(0), SCORES, LABELS, null)).isEqualTo(1 / 2.0);
    assertThat(value(ClassScore.precision(1), SCORES, LABELS, null)).isEqualTo(1 / 2.0);
    assertThat(value(ClassScore.precision(2), SCORES, LABELS, null)).isEqualTo(1);
    assertThat(value(ClassScore.recall(0), SCORES, LABELS, null)).isEqualTo(1);
    assertThat(value(ClassScore.recall(2), SCORES, LABELS, null)).isEqualTo(1 / 3.0);
    assertThat(value(ClassScore.f1(0), SCORES, LABELS, null)).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(value(ClassScore.f1(2), SCORES, LABELS, null)).isEqualTo(0.5);
    assertThat(value(Metric.F1, SCORES, LABELS, null)).isCloseTo(11 / 18.0, within(1e-15));
    assertThat(value(ClassScore.precision(Average.MACRO), SCORES, LABELS, null))
        .isCloseTo(2 / 3.0, within(1e-15));
    assertThat(value(ClassScore.recall(Average.MACRO), SCORES, LABELS, null))
        .isCloseTo(7 / 9.0, within(1e-15));
    assertThat(value(ClassScore.f1(Average.MICRO), SCORES, LABELS, null)).isEqualTo(3 / 5.0);
  }

  @Test
  void classesThatNeverOccurCountNothing() {
    Tensor wide = rows(row(3, 1, -9, -9), row(3, 1, -9, -9));
    assertThat(value(Metric.F1, wide, tokens(0, 1), null)).isCloseTo(1 / 3.0, within(1e-15));
    Tensor stray = rows(row(3, 1, 0, -9), row(0, 1, 2, -9)); // class 2 is predicted only
    assertThat(value(Metric.F1, stray, tokens(0, 0), null)).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(value(ClassScore.precision(3), wide, tokens(0, 1), null)).isZero();
    assertThatThrownBy(() -> value(ClassScore.f1(4), wide, tokens(0, 1), null))
        .hasMessage("F1 of class 4: there are 4 classes");
    assertThatThrownBy(() -> ClassScore.f1(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSingleColumnIsTwoClasses() {
    Tensor p = column(-1, 0.2f, 0.6f, 2);
    Tensor y = column(0, 0, 1, 1);
    assertThat(value(ClassScore.precision(1), p, y, null)).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(value(ClassScore.precision(1).withThreshold(0.5), p, y, null)).isEqualTo(1);
    assertThat(value(ClassScore.recall(0), p, y, null)).isEqualTo(0.5);
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
  void perplexity() {
    assertThat(value(Metric.PERPLEXITY, rows(row(2, 2, 2, 2), row(0, 0, 0, 0)), tokens(1, 3), null))
        .isCloseTo(4, within(1e-5));
    Tensor p = rows(row((float) Math.log(1), (float) Math.log(3)), row(9, 9));
    assertThat(value(Metric.PERPLEXITY, p, tokens(1, 0), null))
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
    assertThat(value(Metric.PERPLEXITY, p, y, null)).isCloseTo(Math.exp(loss), within(1e-5));
  }
}
