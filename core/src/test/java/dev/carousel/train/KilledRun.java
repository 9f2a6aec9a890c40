package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * The process that {@link ResumeAfterKillTest} kills. Arguments: checkpoint file, milliseconds
 * between checkpoints, file that is made when the first step is done, file for the digest of the
 * final weights.
 */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] args) throws Exception {
    Network network =
        new Network(
            Input.sequence(8, 3),
            List.of(
                Lstm.units(12).returnSequences(), Dropout.rate(0.2), Lstm.units(9), Dense.units(2)),
            1);
    Examples examples = Examples.of(Samples.tensor(1, 43, 8, 3), Samples.tensor(2, 43, 2));
    Path started = Path.of(args[2]);
    Fit fit =
        Fit.epochs(60)
            .batchSize(6)
            .clipNorm(0.2)
            .validation(Examples.of(Samples.tensor(3, 9, 8, 3), Samples.tensor(4, 9, 2)))
            .checkpoint(Path.of(args[0]), Duration.ofMillis(Long.parseLong(args[1])))
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    create(started);
                  }
                });
    History history =
        new Trainer(
                network,
                new Adam(0.02),
                Loss.MEAN_SQUARED_ERROR,
                Engine.of("auto", 1),
                fit,
                examples)
            .run();
    float[] weights = network.parameters().values();
    ByteBuffer bytes = ByteBuffer.allocate(4 * weights.length);
    bytes.asFloatBuffer().put(weights);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    Files.writeString(
        Path.of(args[3]),
        HexFormat.of().formatHex(digest) + " " + history.bestEpoch() + " " + history.epochs());
  }

  private static void create(Path started) {
    try {
      if (!Files.exists(started)) {
        Files.createFile(started);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
