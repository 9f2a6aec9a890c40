package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Averaged;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Sgd;
import dev.carousel.regularize.L1;
import dev.carousel.regularize.L2;
import dev.carousel.regularize.MaxNorm;
import dev.carousel.regularize.Regularizer;
import dev.carousel.regularize.Selection;
import dev.carousel.regularize.WeightDecay;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules for weights in a training step: what they change, when, and that a resumed run has them.
 */
class RegularizedTest {
  private static final double RATE = 0.5;
  private static final Examples EXAMPLES =
      Examples.of(Samples.tensor(1, 10, 5, 3), Samples.tensor(2, 10, 2));

  private static Network network() {
    return new Network(Input.sequence(5, 3), List.of(Lstm.units(4), Dense.units(2)), 7);
  }

  private static float[] run(Network network, Optimizer optimizer, Fit fit) {
    new Trainer(network, optimizer, Loss.MEAN_SQUARED_ERROR, Engine.shared(), fit, EXAMPLES).run();
    return network.parameters().values();
  }

  private static float[] oneStep(Fit fit) {
    return run(network(), new Sgd(RATE), fit);
  }

  /** The penalty's part of a plain step: minus rate times its gradient, of the weights chosen. */
  @Test
  void penaltiesMoveTheWeightsTheySelect() {
    Fit fit = Fit.epochs(1);
    Network first = network();
    float[] plain = oneStep(fit);
    float[] w = first.parameters().values();
    float[] l2 = oneStep(fit.regularize(new L2(0.03, Selection.RECURRENT)));
    float[] l1 = oneStep(fit.regularize(new L1(0.02, Selection.of("dense_1/*"))));
    for (Parameter p : first.parameters().all()) {
      for (int i = p.offset(); i < p.offset() + p.shape().size(); i++) {
        double square = p.name().equals("lstm_1/recurrent") ? RATE * 2 * 0.03 * w[i] : 0;
        double sign = p.name().startsWith("dense_1/") ? RATE * 0.02 * Math.signum(w[i]) : 0;
        assertThat((double) l2[i]).as(p.name()).isCloseTo(plain[i] - square, within(1e-6));
        assertThat((double) l1[i]).as(p.name()).isCloseTo(plain[i] - sign, within(1e-6));
      }
    }
  }

  @Test
  void penaltiesAreClippedWithTheGradient() {
    float[] before = network().parameters().values();
    float[] after = oneStep(Fit.epochs(1).clipNorm(0.1).regularize(new L2(50, Selection.ALL)));
    double square = 0;
    for (int i = 0; i < before.length; i++) {
      square += Math.pow((double) after[i] - before[i], 2);
    }
    assertThat(Math.sqrt(square)).isCloseTo(RATE * 0.1, within(1e-6));
  }

  /** Decay is at the rate of the step, before it, and no part of the gradient. */
  @Test
  void decayFollowsTheSchedule() {
    Fit fit = Fit.epochs(1).schedule(at -> 0.2);
    float[] w = network().parameters().values();
    float[] plain = oneStep(fit);
    float[] decayed = oneStep(fit.regularize(new WeightDecay(0.4, Selection.ALL)));
    for (int i = 0; i < w.length; i++) {
      double decay = RATE * 0.2 * 0.4 * w[i];
      assertThat((double) decayed[i]).isCloseTo(plain[i] - decay, within(1e-6));
    }
  }

  /** The weights after each step keep the limit, and the mean is of those. */
  @Test
  void theMeanIsOfWhatTheRulesLeave() {
    Network network = network();
    double[] sum = new double[network.parameters().size()];
    double limit = 0.3;
    Fit fit =
        Fit.epochs(4)
            .batchSize(4)
            .regularize(MaxNorm.columns(limit, Selection.KERNELS))
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    float[] w = network.parameters().values();
                    for (int i = 0; i < sum.length; i++) {
                      sum[i] += w[i];
                    }
                    Parameter kernel = network.parameters().get("dense_1/kernel");
                    for (int column = 0; column < 2; column++) {
                      double square = 0;
                      for (int row = 0; row < 4; row++) {
                        square += Math.pow(w[kernel.offset() + row * 2 + column], 2);
                      }
                      assertThat(Math.sqrt(square)).isLessThan(limit + 1e-6);
                    }
                  }
                });
    float[] mean = run(network, Averaged.polyak(new Sgd(0.3)), fit);
    for (int i = 0; i < sum.length; i++) {
      assertThat((double) mean[i]).isCloseTo(sum[i] / 12, within(1e-6));
    }
  }

  @Test
  void aRuleForNoWeightIsRefused() {
    assertThatThrownBy(() -> oneStep(Fit.epochs(1).regularize(new L2(1, Selection.EMBEDDINGS))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no weight fits */table; there are [lstm_1/input");
  }

  @Test
  void takenUpToTheSameBits(@TempDir Path folder) {
    Optimizer optimizer = Averaged.afterEpochs(1, new Sgd(0.3, 0.5));
    Regularizer[] rules = {
      new L1(0.001, Selection.ALL),
      new WeightDecay(0.1, Selection.KERNELS),
      MaxNorm.columns(0.5, Selection.RECURRENT)
    };
    Fit fit = Fit.epochs(3).batchSize(4).regularize(rules);
    float[] whole = run(network(), optimizer, fit).clone();
    for (int stop = 1; stop < 9; stop += 2) {
      Fit kept = fit.checkpoint(folder.resolve("run" + stop), Duration.ofHours(1));
      int[] asked = {stop};
      run(network(), optimizer, kept.stopWhen(() -> asked[0]-- == 0));
      assertThat(run(network(), optimizer, kept)).as("%d", stop).containsExactly(whole);
    }
    Fit other = Fit.epochs(3).batchSize(4).regularize(rules[0], rules[2]);
    Path file = folder.resolve("run1");
    assertThatThrownBy(() -> run(network(), optimizer, other.checkpoint(file, Duration.ofHours(1))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("WeightDecay[strength=0.1, selection=*/kernel or */input]");
  }
}
