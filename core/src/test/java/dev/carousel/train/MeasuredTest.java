package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.metric.ClassScore;
import dev.carousel.metric.MeanOf;
import dev.carousel.metric.Metric;
import dev.carousel.metric.Outcomes;
import dev.carousel.model.Sequential;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics after each epoch, and the one that is watched. */
class MeasuredTest {
  private static final Engine ENGINE = Engine.shared();
  private static final Loss LOSS = Loss.SPARSE_SOFTMAX_CROSS_ENTROPY;

  private static Network network() {
    return new Network(Input.anySequence(3), List.of(Lstm.units(5), Dense.units(4)), 3);
  }

  private static Examples examples(int seed, int n) {
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      y[i] = (i * 7 + seed) % 4;
    }
    return Examples.of(Samples.tensor(seed, n, 6, 3), Tensor.of(y, n));
  }

  private static History run(Network network, Fit fit) {
    return new Trainer(network, new Adam(0.02), LOSS, ENGINE, fit, examples(1, 23)).run();
  }

  private static Map<String, Double> measured(Network network, Examples examples) {
    Evaluator evaluator = new Evaluator(network, ENGINE);
    return evaluator.evaluate(examples, LOSS, Metric.ACCURACY, Metric.PERPLEXITY).metrics();
  }

  @Test
  void anEpochHasItsMetricsAndRate() {
    Network network = network();
    Fit fit =
        Fit.epochs(3)
            .batchSize(5)
            .validation(examples(2, 9))
            .metrics(Metric.ACCURACY)
            .metrics(Metric.PERPLEXITY)
            .metricsOnTraining()
            .schedule(at -> at.epoch() == 2 ? 0.25 : 1);
    History.Epoch last = run(network, fit).epochs().getLast();
    assertThat(last.metrics()).isEqualTo(measured(network, examples(2, 9)));
    assertThat(last.metrics().keySet()).containsExactly("accuracy", "perplexity");
    assertThat(last.metric("perplexity")).isCloseTo(Math.exp(last.validationLoss()), within(1e-4));
    assertThat(last.trainingMetrics().get("accuracy"))
        .isEqualTo(measured(network, examples(1, 23)).get("accuracy"));
    assertThat(last.rate()).isEqualTo(0.02 * 0.25);
    assertThat(last.watched()).isEqualTo(last.validationLoss());
    assertThatThrownBy(() -> last.metric("F1"))
        .hasMessage("no metric F1; there are [accuracy, perplexity]");
  }

  @Test
  void withoutValidationTheyAreOverTheTrainingExamples() {
    Network network = network();
    History.Epoch last =
        run(network, Fit.epochs(2).batchSize(5).metrics(Metric.ACCURACY)).epochs().getLast();
    assertThat(last.metric("accuracy"))
        .isEqualTo(measured(network, examples(1, 23)).get("accuracy"));
    assertThat(last.trainingMetrics()).isEmpty();
    assertThat(last.validationLoss()).isNaN();
    assertThat(last.watched()).isEqualTo(last.loss());
  }

  /** A metric whose values are given beforehand. */
  private record Scripted(Deque<Double> values) implements Metric {
    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public Tally tally() {
      double value = values.removeFirst();
      return new Tally() {
        @Override
        public void add(Outcomes batch) {}

        @Override
        public double value() {
          return value;
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theWatchedMetricDecidesWhichEpochIsTheBest(boolean largest) {
    double sign = largest ? 1 : -1;
    List<Double> script = List.of(0.2 * sign, 0.7 * sign, Double.NaN, 0.7 * sign, 0.6 * sign);
    Metric metric = new Scripted(new ArrayDeque<>(script));
    Network network = network();
    List<float[]> after = new ArrayList<>();
    Fit fit =
        Fit.epochs(99)
            .validation(examples(2, 9))
            .patience(3)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onEpoch(History.Epoch epoch, boolean best) {
                    after.add(network.parameters().values().clone());
                    assertThat(best).isEqualTo(epoch.number() <= 2);
                  }
                });
    History history = run(network, largest ? fit.watchLargest(metric) : fit.watchSmallest(metric));
    assertThat(history.end()).isEqualTo(History.End.EARLY);
    assertThat(history.bestEpoch()).isEqualTo(2);
    assertThat(history.epochs()).hasSize(5).extracting(e -> e.metric("scripted")).isEqualTo(script);
    assertThat(network.parameters().values()).isEqualTo(after.get(1)).isNotEqualTo(after.get(4));
  }

  @Test
  void watchingAMetricThatIsMeasuredAlready() {
    Fit fit = Fit.epochs(1).metrics(Metric.F1, Metric.ACCURACY).watchLargest(Metric.ACCURACY);
    History.Epoch only = run(network(), fit).epochs().getFirst();
    assertThat(only.metrics()).hasSize(2);
    assertThat(only.watched()).isEqualTo(-only.metric("accuracy"));
  }

  @Test
  void aMetricNamedLikeAColumnOfAHistory() {
    for (String name : new String[] {"loss", "validation loss", "rate", "training accuracy"}) {
      Metric metric = MeanOf.elements(name, (p, y) -> 7);
      assertThatThrownBy(() -> Fit.epochs(1).metrics(metric))
          .hasMessage(
              "a metric is named '%s', which a history has a column of: give it another name"
                  .formatted(name));
    }
  }

  @Test
  void metricsThatCannotBe() {
    assertThatThrownBy(() -> Fit.epochs(1).metrics(Metric.F1, Metric.F1))
        .hasMessage("two metrics have one name among [macro F1, macro F1]");
    assertThatThrownBy(() -> run(network(), Fit.epochs(1).metricsOf(1, Metric.F1)))
        .hasMessage("macro F1 of output 2: the network has 1 outputs");
  }

  @Test
  void stoppedAnywhereAndTakenUp(@TempDir Path folder) {
    Fit fit =
        Fit.epochs(4)
            .batchSize(9)
            .validationSplit(0.2)
            .metrics(Metric.PERPLEXITY, ClassScore.recall(1))
            .metricsOnTraining()
            .watchLargest(Metric.ACCURACY)
            .patience(3);
    Network network = network();
    History whole = run(network, fit);
    for (int stop = 0; stop <= 5; stop++) {
      Fit kept = fit.checkpoint(folder.resolve("run" + stop), Duration.ofHours(1));
      int[] asked = {stop};
      run(network(), kept.stopWhen(() -> asked[0]-- == 0));
      Network resumed = network();
      assertThat(run(resumed, kept)).isEqualTo(whole);
      assertThat(resumed.parameters().values()).isEqualTo(network.parameters().values());
    }
    Fit other = fit.metrics(Metric.F1).checkpoint(folder.resolve("run1"), Duration.ofHours(1));
    assertThatThrownBy(() -> run(network(), other)).hasMessageContaining("macro F1");
  }

  /** Steps that only fill up count in no metric, in windows or not. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 6})
  void raggedSequences(int window) {
    Network network =
        new Network(
            Input.anySequence(3), List.of(Lstm.units(5).returnSequences(), Dense.units(4)), 3);
    int[] lengths = {6, 1, 4};
    Examples all = Examples.of(Samples.tensor(1, 3, 6, 3), tokens(3, 6), lengths);
    List<OutputMetric> accuracy = List.of(new OutputMetric(0, Metric.ACCURACY));
    Evaluator evaluator = new Evaluator(network, ENGINE);
    double right = 0;
    for (int i = 0; i < 3; i++) {
      Examples one = all.range(i, i + 1);
      right +=
          lengths[i] * evaluator.evaluate(one, LOSS, Metric.ACCURACY).metrics().get("accuracy");
    }
    Evaluation found = evaluator.evaluate(all, Objective.of(LOSS), window, accuracy);
    assertThat(found.metrics().get("accuracy")).isCloseTo(right / 11, within(1e-12));
    assertThat(found.weight()).isEqualTo(11);
  }

  private static Tensor tokens(int rows, int steps) {
    float[] y = new float[rows * steps];
    for (int i = 0; i < y.length; i++) {
      y[i] = i * 5 % 4;
    }
    return Tensor.of(y, rows, steps);
  }

  @Test
  void aModelIsEvaluatedByName() {
    Sequential model = Sequential.of(network(), ENGINE).compile(new Adam(), LOSS);
    Tensor x = Samples.tensor(1, 4, 6, 3);
    Tensor y = Tensor.of(new float[] {0, 3, 1, 1}, 4);
    Map<String, Double> found = model.evaluate(x, y, Metric.ACCURACY, Metric.topK(4), Metric.F1);
    assertThat(found.keySet()).containsExactly("loss", "accuracy", "top 4 accuracy", "macro F1");
    assertThat(found)
        .containsEntry("loss", model.evaluate(x, y))
        .containsEntry("top 4 accuracy", 1.0);
  }
}
