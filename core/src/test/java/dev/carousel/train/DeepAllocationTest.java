package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Workers;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After warm-up a training step of eight layers allocates small objects only, on all threads. */
class DeepAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int LAYERS = 8;

  /** One value of the activations of one layer takes more: 4 * 4 * 16 * 30 * 24 bytes. */
  private static final long SMALL = 40_000;

  /** For the compiler, which makes vectors of objects, on a busy machine. */
  private static final long PATIENCE = 60_000_000_000L;

  @ParameterizedTest
  @CsvSource({"scalar, 1", "scalar, 2", "vector, 2"})
  void aTrainingStepAllocatesNoArrays(String kernels, int threads) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < LAYERS; i++) {
      layers.add(Lstm.units(24).returnSequences());
      layers.add(Dropout.rate(0.1));
    }
    layers.add(Lstm.units(24));
    layers.add(Dense.units(2));
    assertThat(leastBytes(new Network(Input.sequence(30, 5), layers, 1), kernels, threads))
        .as("bytes a step")
        .isLessThan(SMALL);
  }

  /** Bytes of the cheapest step, from one batch's end to the next one's, once one is cheap. */
  private static long leastBytes(Network network, String kernels, int threads) {
    long[] last = {THREADS.getTotalThreadAllocatedBytes()};
    long[] least = {Long.MAX_VALUE};
    long patience = System.nanoTime() + PATIENCE;
    BooleanSupplier done = () -> least[0] < SMALL || System.nanoTime() > patience;
    Fit fit =
        Fit.epochs(1_000_000)
            .batchSize(16)
            .clipNorm(1)
            .stopWhen(done)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    long now = THREADS.getTotalThreadAllocatedBytes();
                    least[0] = Math.min(least[0], now - last[0]);
                    last[0] = THREADS.getTotalThreadAllocatedBytes();
                  }
                });
    Examples examples =
        Examples.of(Samples.tensor(1, 16 * 3, 30, 5), Samples.tensor(2, 16 * 3, 2));
    Engine engine = Engine.of(kernels, threads);
    try (Workers workers = engine.workers()) {
      new Trainer(network, new Adam(0.01), Loss.MEAN_SQUARED_ERROR, engine, fit, examples).run();
      assertThat(workers.threads()).isEqualTo(threads);
    }
    return least[0];
  }
}
