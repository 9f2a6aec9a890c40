package dev.carousel.train;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The process with a small heap that {@link LargerThanMemoryTest} starts. Arguments: examples,
 * steps of the longest, checkpoint file, update before which it kills itself (0: never), file for
 * the outcome.
 */
final class StreamedRun {
  private static final int FEATURES = 10;

  private StreamedRun() {}

  public static void main(String[] args) throws Exception {
    SteppedStream stream =
        new SteppedStream(Integer.parseInt(args[0]), Integer.parseInt(args[1]), FEATURES);
    int deadly = Integer.parseInt(args[3]);
    Network network =
        new Network(Input.anySequence(FEATURES), List.of(SimpleRnn.units(3), Dense.units(1)), 1);
    Fit fit =
        Fit.epochs(1)
            .batchSize(16)
            .shuffleBuffer(64)
            .bucketByLength()
            .truncate(100)
            .checkpoint(Path.of(args[2]), Duration.ofMillis(deadly > 0 ? 0 : 500))
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    if (batch == deadly) {
                      Runtime.getRuntime().halt(9);
                    }
                  }
                });
    Engine engine = Engine.of("auto", 1);
    Objective objective = Objective.of(Loss.MEAN_SQUARED_ERROR);
    History history = new Trainer(network, new Adam(0.01), objective, engine, fit, stream).run();
    Files.writeString(
        Path.of(args[4]),
        Arrays.toString(Samples.bits(network.parameters().values())) + history.epochs());
  }
}
