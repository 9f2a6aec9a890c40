package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.carousel.cell.LstmCell;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Activation;
import dev.carousel.layer.Composed;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After warm-up a training step allocates small objects only, and a step of a stream nothing, if
 * its layers are fused.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** For the compiler, on a busy machine. */
  private static final long PATIENCE = 30_000_000_000L;

  /**
   * Bytes of the objects of a step of {@link #layers}; the gates of the LSTM alone take 184,320.
   */
  private static final long SMALL = 18_432;

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  private static List<Layer> layers(boolean sequences) {
    return List.of(
        Lstm.units(24).returnSequences(),
        Dropout.rate(0.2),
        sequences ? Gru.units(17).returnSequences() : Gru.resetBefore(17).returnSequences(),
        sequences ? SimpleRnn.units(19).returnSequences() : SimpleRnn.units(19),
        Dense.units(2).withActivation(Activation.TANH));
  }

  /** Bytes of each step, measured from one batch's end to the next one's. */
  private static List<Long> bytesOfSteps(String kernels, Fit fit, int examples) {
    List<Long> bytes = new ArrayList<>();
    train(kernels, fit, examples, bytes);
    return bytes;
  }

  private static void train(String kernels, Fit fit, int examples, List<Long> bytes) {
    Network network = new Network(Input.sequence(30, 5), layers(false), 1);
    long[] last = {allocated()};
    Fit listening =
        fit.batchSize(16)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    long now = allocated();
                    bytes.add(now - last[0]);
                    last[0] = allocated();
                  }
                });
    new Trainer(
            network,
            new Adam(0.01),
            Loss.MEAN_SQUARED_ERROR,
            Engine.of(kernels, 1),
            listening,
            Examples.of(Samples.tensor(1, examples, 30, 5), Samples.tensor(2, examples, 2)))
        .run();
  }

  @Test
  void aTrainingStepAllocatesNoArrays() {
    List<Long> bytes = bytesOfSteps("scalar", Fit.epochs(20).clipNorm(1), 16 * 3);
    List<Long> warm = bytes.subList(bytes.size() - 12, bytes.size());
    assertThat(warm).as("bytes a step").allMatch(b -> b < SMALL);
  }

  /** Vectors are objects until the compiler is done, so this goes on until it is. */
  @Test
  void aCompiledVectorStepAllocatesNoMore() {
    List<Long> bytes = new ArrayList<>();
    long patience = System.nanoTime() + PATIENCE;
    BooleanSupplier done =
        () -> System.nanoTime() > patience || (!bytes.isEmpty() && bytes.getLast() < SMALL);
    train("vector", Fit.epochs(1_000_000).stopWhen(done), 16 * 3, bytes);
    assertThat(bytes.getLast()).as("bytes a step").isLessThan(SMALL);
  }

  @Test
  void validationAllocatesNoArraysEither() {
    Examples validation = Examples.of(Samples.tensor(3, 300, 30, 5), Samples.tensor(4, 300, 2));
    List<Long> bytes = bytesOfSteps("scalar", Fit.epochs(6).validation(validation), 16);
    assertThat(bytes.getLast()).as("a step and two passes").isLessThan(3 * SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void aStepOfAStreamOfFusedLayersAllocatesNothing(String kernels) {
    Network network = new Network(Input.anySequence(5), layers(true), 1);
    Stream stream = network.stream(Engine.of(kernels, 1));
    float[] x = Samples.values(1, 5, 1);
    long bytes = Long.MAX_VALUE;
    long patience = System.nanoTime() + PATIENCE;
    while (bytes > 0 && System.nanoTime() < patience) {
      long before = allocated();
      for (int i = 0; i < 200; i++) {
        stream.step(x);
      }
      bytes = allocated() - before;
    }
    assertThat(bytes).as("bytes in 200 steps").isZero();
  }

  /** On its tape a composed cell makes tensors in every step, about 3 kB of them once compiled. */
  @Test
  void aStepOfAComposedCellAllocatesSmallObjectsOnly() {
    Network network =
        new Network(
            Input.anySequence(5), List.of(Recurrent.of(new Composed(new LstmCell(64, 1)))), 1);
    Stream stream = network.stream(Engine.of("scalar", 1));
    float[] x = Samples.values(1, 5, 1);
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = allocated();
      for (int i = 0; i < 100; i++) {
        stream.step(x);
      }
      bytes = Math.min(bytes, (allocated() - before) / 100);
    }
    assertThat(bytes).as("bytes a step").isBetween(1L, 12_288L);
  }
}
