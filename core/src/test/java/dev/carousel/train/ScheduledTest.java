package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Averaged;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Progress;
import dev.carousel.optim.Schedule;
import dev.carousel.optim.Sgd;
import dev.carousel.optim.ZarembaDecay;
import dev.carousel.tensor.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learning rate over a run, and the mean of its weights. */
class ScheduledTest {
  private static final Examples EXAMPLES =
      Examples.of(Samples.tensor(1, 20, 5, 3), Samples.tensor(2, 20, 2));

  private static Network network() {
    return new Network(Input.sequence(5, 3), List.of(Lstm.units(4), Dense.units(2)), 7);
  }

  private static float[] run(Network network, Optimizer optimizer, Fit fit) {
    new Trainer(network, optimizer, Loss.MEAN_SQUARED_ERROR, Engine.shared(), fit, EXAMPLES).run();
    return network.parameters().values();
  }

  @Test
  void theScheduleIsToldWhereTheRunStands() {
    List<Progress> seen = new ArrayList<>();
    Schedule schedule =
        at -> {
          seen.add(at);
          return 1;
        };
    run(network(), new Sgd(0.1), Fit.epochs(2).batchSize(8).schedule(schedule));
    assertThat(seen).extracting(Progress::step).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(seen).extracting(Progress::epoch).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(seen).extracting(Progress::totalSteps).containsOnly(6L);
    assertThat(seen.getLast().watched()).hasSize(1);
  }

  @Test
  void aFactorIsTheSameAsAnotherRate() {
    float[] half = run(network(), new Sgd(0.05), Fit.epochs(3));
    assertThat(run(network(), new Sgd(0.1), Fit.epochs(3).schedule(at -> 0.5)))
        .containsExactly(half);
  }

  @Test
  void theMeanStandsForTheWeights() {
    Network network = network();
    double[] sum = new double[network.parameters().size()];
    Fit fit =
        Fit.epochs(4)
            .batchSize(8)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    for (int i = 0; i < sum.length; i++) {
                      sum[i] += network.parameters().values()[i];
                    }
                  }
                });
    float[] mean = run(network, Averaged.polyak(new Sgd(0.1)), fit);
    for (int i = 0; i < sum.length; i++) {
      assertThat((double) mean[i]).isCloseTo(sum[i] / 12, within(1e-6));
    }
  }

  @Test
  void takenUpToTheSameBits(@TempDir Path folder) {
    Optimizer optimizer = Averaged.afterEpochs(1, new Sgd(0.1));
    Fit fit =
        Fit.epochs(4)
            .batchSize(8)
            .validation(EXAMPLES)
            .patience(3)
            .schedule(new ZarembaDecay(1, 1.5));
    float[] whole = run(network(), optimizer, fit);
    for (int stop = 1; stop < 12; stop++) {
      Fit kept = fit.checkpoint(folder.resolve("run" + stop), Duration.ofHours(1));
      AtomicInteger asked = new AtomicInteger(stop);
      run(network(), optimizer, kept.stopWhen(() -> asked.getAndDecrement() == 0));
      assertThat(run(network(), optimizer, kept)).as("%d", stop).containsExactly(whole);
    }
    assertThat(run(network(), optimizer, fit.schedule(new ZarembaDecay(1, 1)))).isNotEqualTo(whole);
  }
}
