package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that can no longer learn stops, says when and what to try, and leaves sound weights. */
class DivergenceTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  private static Network network() {
    return new Network(Input.sequence(5, 2), List.of(Lstm.units(6), Dense.units(2)), 4);
  }

  private static Examples examples(int seed, int n) {
    return Examples.of(Samples.tensor(seed, n, 5, 2), Samples.tensor(seed + 100, n, 2));
  }

  private static History train(Network network, Optimizer optimizer, Fit fit, Examples examples) {
    return train(network, Loss.MEAN_SQUARED_ERROR, optimizer, fit, examples);
  }

  private static History train(
      Network network, Loss loss, Optimizer optimizer, Fit fit, Examples examples) {
    return new Trainer(network, optimizer, loss, ENGINE, fit, examples).run();
  }

  private static void assertFirstWeights(Network network) {
    assertThat(network.parameters().values()).isEqualTo(network().parameters().values());
  }

  /** One step and no other after it: neither its loss nor its gradient shows what it did. */
  @Test
  void theOnlyStepGoesTooFar() {
    for (Optimizer optimizer : List.of(new Sgd(1e38), new Adam(1e37))) {
      for (Fit fit : List.of(Fit.epochs(1), Fit.epochs(1).patience(2))) {
        Network network = network();
        assertThatThrownBy(() -> train(network, optimizer, fit, examples(1, 9)))
            .isInstanceOf(TrainingDiverged.class)
            .hasMessageMatching(
                "training stopped in epoch 1, after batch 1 \\(step 1\\): the loss is now"
                    + " (Infinity|NaN) \\(last one: [0-9.]+\\)\\. Try a smaller learning rate"
                    + " \\(now 1.0E3[78]\\), gradients clipped to a norm of 1 \\(now any\\), or,"
                    + " where numbers are read, numbers scaled to about -1 \\.\\. 1");
        assertFirstWeights(network);
      }
    }
  }

  /** Two epochs are done, the third runs away: their history is told, the best weights are kept. */
  @Test
  void whatWasDoneBeforeIsKept() {
    Network network = network();
    List<float[]> after = new ArrayList<>();
    Fit.Listener poison =
        new Fit.Listener() {
          @Override
          public void onEpoch(History.Epoch epoch, boolean best) {
            after.add(network.parameters().values().clone());
            if (epoch.number() == 2) {
              network.parameters().values()[3] = Float.NaN;
            }
          }
        };
    Fit fit = Fit.epochs(5).validation(examples(2, 5)).patience(5).listener(poison);
    assertThatThrownBy(() -> train(network, new Adam(0.01), fit, examples(1, 9)))
        .isInstanceOfSatisfying(
            TrainingDiverged.class,
            e -> {
              assertThat(e.history().end()).isEqualTo(History.End.DIVERGED);
              assertThat(e.history().epochs()).hasSize(2);
              int best = e.history().bestEpoch();
              assertThat(best).isPositive();
              assertThat(network.parameters().values()).isEqualTo(after.get(best - 1));
            })
        .hasMessageContaining("epoch 3");
  }

  @Test
  void aRateBeyondFloatMakesNoWeights() {
    Network network = network();
    assertThatThrownBy(() -> train(network, new Sgd(1e300), Fit.epochs(1), examples(1, 9)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageMatching(
            "training stopped in epoch 1, after batch 1 \\(step 1\\): lstm_1/input holds values"
                + " that are infinite or not a number \\(last training loss: [0-9.]+\\)\\. Try"
                + " .*now 1.0E300.*");
    assertFirstWeights(network);
  }

  @Test
  void aValidationLossThatIsNoNumberIsNotTheBest() {
    for (int patience : new int[] {0, 3}) {
      Fit fit = Fit.epochs(4).validation(examples(2, 5)).patience(patience);
      Network network = network();
      assertThatThrownBy(() -> train(network, new Adam(1e37), fit, examples(1, 9)))
          .isInstanceOf(TrainingDiverged.class)
          .hasMessageMatching(
              "training stopped in epoch 1, after batch 1 \\(step 1\\): the validation loss is"
                  + " (Infinity|NaN) \\(last training loss: [0-9.]+\\)\\. Try a smaller learning"
                  + " rate .*");
      assertFirstWeights(network);
    }
  }

  @Test
  void spoiltValidationDataAreNamed() {
    float[] x = Samples.values(1, 3 * 5 * 2, 1);
    x[7] = Float.NaN;
    Examples spoilt = Examples.of(Tensor.of(x, 3, 5, 2), Samples.tensor(2, 3, 2));
    Fit fit = Fit.epochs(2).validation(spoilt);
    assertThatThrownBy(() -> train(network(), new Adam(), fit, examples(1, 9)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessage(
            "training stopped in epoch 1, after batch 1 (step 1): the validation loss is NaN,"
                + " because the validation examples hold NaN or infinite values; clean or mask the"
                + " data");
  }

  /** The weights of the best epoch so far are not lost. */
  @Test
  void theBestEpochsWeightsStay() {
    List<float[]> after = new ArrayList<>();
    Network network = network();
    Optimizer breaking = new Breaking(3);
    Fit fit =
        Fit.epochs(5)
            .validation(examples(2, 5))
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onEpoch(History.Epoch epoch, boolean best) {
                    if (best) {
                      after.add(network.parameters().values().clone());
                    }
                  }
                });
    assertThatThrownBy(() -> train(network, breaking, fit, examples(1, 9)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageStartingWith(
            "training stopped in epoch 3, after batch 1 (step 3): lstm_1/input");
    assertThat(after).isNotEmpty();
    assertThat(network.parameters().values()).isEqualTo(after.getLast());
  }

  /** Learns until the step of that number, which spoils a weight. */
  private record Breaking(long at) implements Optimizer {
    @Override
    public int slots() {
      return 0;
    }

    @Override
    public double rate() {
      return 0.01;
    }

    @Override
    public void step(
        long step,
        double factor,
        float[] values,
        float[] gradients,
        float[][] slots,
        int from,
        int to) {
      new Sgd(rate()).step(step, factor, values, gradients, slots, from, to);
      if (step == at && from <= 3 && 3 < to) {
        values[3] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  @Test
  void noCheckpointHoldsSpoiltWeights(@TempDir Path folder) {
    Path file = folder.resolve("checkpoint");
    int[] asked = {0};
    Fit fit =
        Fit.epochs(5)
            .batchSize(3)
            .checkpoint(file, Duration.ofDays(1))
            .stopWhen(() -> asked[0]++ == 2);
    assertThatThrownBy(() -> train(network(), new Breaking(2), fit, examples(1, 9)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageStartingWith(
            "training stopped in epoch 1, after batch 2 (step 2): lstm_1/input");
    assertThat(file).doesNotExist();
  }

  /** Validation examples that weigh nothing, or are none, are no reason to stop. */
  @Test
  void nothingToValidateOn() {
    Examples none = examples(2, 4).range(2, 2);
    for (Examples nothing : List.of(none, new Weightless(examples(2, 4)))) {
      History history =
          train(network(), new Adam(), Fit.epochs(3).validation(nothing), examples(1, 9));
      assertThat(history.epochs()).hasSize(3).allMatch(e -> Double.isNaN(e.validationLoss()));
      assertThat(history.bestEpoch()).isEqualTo(3);
    }
    History history = train(network(), new Adam(), Fit.epochs(2), new Weightless(examples(1, 9)));
    assertThat(history.finalLoss()).isNaN();
  }

  private record Weightless(Examples all) implements Examples {
    @Override
    public int size() {
      return all.size();
    }

    @Override
    public Shape inputShape() {
      return all.inputShape();
    }

    @Override
    public Shape targetShape() {
      return all.targetShape();
    }

    @Override
    public void readInput(int index, float[] to, int offset) {
      all.readInput(index, to, offset);
    }

    @Override
    public void readTarget(int index, float[] to, int offset) {
      all.readTarget(index, to, offset);
    }

    @Override
    public boolean weighted() {
      return true;
    }

    @Override
    public void readWeights(int index, float[] to, int offset) {
      java.util.Arrays.fill(to, offset, offset + targetShape().size(), 0f);
    }
  }

  @Test
  void notANumberInTheDataIsNamed() {
    float[] x = Samples.values(1, 8 * 5 * 2, 1);
    float[] y = Samples.values(2, 8 * 2, 1);
    for (float[] spoilt : List.of(x, y)) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        float good = spoilt[15];
        spoilt[15] = bad;
        Network network = network();
        Examples examples = Examples.of(Tensor.of(x, 8, 5, 2), Tensor.of(y, 8, 2));
        assertThatThrownBy(
                () -> train(network, new Adam(), Fit.epochs(3).batchSize(4).inOrder(), examples))
            .isInstanceOf(TrainingDiverged.class)
            .hasMessageMatching(
                "training stopped at epoch 1, batch [12] \\(step [12]\\): the loss is .*, because"
                    + " the batch holds NaN or infinite values; clean or mask the data");
        for (float w : network.parameters().values()) {
          assertThat(w).as("weights stay sound").isFinite();
        }
        spoilt[15] = good;
      }
    }
  }

  @Test
  void explosionSaysWhenAndWhatToTry() {
    Network dense = new Network(Input.sequence(1, 2), List.of(Dense.units(2)), 4);
    Examples examples = Examples.of(Samples.tensor(1, 8, 1, 2), Samples.tensor(2, 8, 1, 2));
    assertThatThrownBy(() -> train(dense, new Sgd(1e12), Fit.epochs(50).clipNorm(1e30), examples))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageMatching(
            "training stopped at epoch \\d, batch 1 \\(step \\d\\): the loss is"
                + " (Infinity|NaN|[0-9.E]+, but its gradient is not a number) \\(last one:"
                + " [0-9.]+(e\\+\\d+)?\\)\\. Try a smaller learning rate \\(now 1.0E12\\),"
                + " gradients clipped to a norm of 1 \\(now 1.0E30\\), or, where numbers are read,"
                + " numbers scaled to about -1 \\.\\. 1");
  }

  @Test
  void explosionInTheFirstStepKnowsNoEarlierLoss() {
    float[] y = Samples.values(2, 16, 1e30);
    Examples examples = Examples.of(Samples.tensor(1, 8, 5, 2), Tensor.of(y, 8, 2));
    assertThatThrownBy(() -> train(network(), new Adam(), Fit.epochs(1), examples))
        .hasMessage(
            "training stopped at epoch 1, batch 1 (step 1): the loss is Infinity. Try a smaller"
                + " learning rate (now 0.001), gradients clipped to a norm of 1 (now any), or, where"
                + " numbers are read, numbers scaled to about -1 .. 1");
  }
}
