package dev.carousel.cli;

import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.util.Locale;

/** Shows the training of a classifier: the usual bar, and after each epoch the accuracy. */
final class ClassifyProgress implements Fit.Listener, AutoCloseable {
  private final Progress progress;
  private final long start = System.nanoTime();

  ClassifyProgress(int epochs) {
    progress = new Progress(epochs);
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, double loss) {
    progress.onBatch(epoch, batch, batches, loss);
  }

  @Override
  public void onEpoch(History.Epoch epoch, boolean best) {
    progress.onEpoch(epoch, best);
    boolean validated = epoch.metrics().containsKey("accuracy");
    System.err.printf(
        Locale.ROOT,
        "%nepoch %d: training %.4f nats%s%s, %.0f s%n",
        epoch.number(),
        epoch.loss(),
        validated
            ? String.format(
                Locale.ROOT,
                ", validation %.4f nats, accuracy %.2f %%",
                epoch.validationLoss(),
                100 * epoch.metric("accuracy"))
            : "",
        best ? " (best)" : "",
        (System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    progress.close();
  }
}
