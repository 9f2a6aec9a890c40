package dev.carousel.cli;

import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows a training on stderr: a bar with loss, rate and time left on a terminal, else a plain line
 * now and then. The launcher says how wide the terminal is: asking the library for it would take
 * Ctrl-C out of our hands.
 */
final class Progress implements Fit.Listener, AutoCloseable {
  private static final String COLUMNS = "carousel.columns";
  private static final long LINE_NANOS = 5_000_000_000L;

  private final int epochs;
  private final @Nullable ProgressBar bar;
  private long start; // when the first batch was done: before it files are read, classes loaded
  private long lastLine = System.nanoTime();
  private int firstEpoch;
  private long firstBatch;
  private int batches = 1;
  private String losses = "";
  private volatile ProgressLine line = new ProgressLine("training", 0, Double.NaN, Double.NaN);

  Progress(int epochs) {
    this.epochs = epochs;
    int columns = Integer.getInteger(COLUMNS, 0);
    this.bar = columns > 0 ? bar(columns) : null;
  }

  private ProgressBar bar(int columns) {
    return new ProgressBarBuilder()
        .setUpdateIntervalMillis(100)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, columns - 1))
        .setRenderer((state, width) -> line.of(Math.min(width, columns - 1)))
        .build();
  }

  @Override
  public void onBatch(int epoch, int batch, int all, double loss) {
    long done = (long) (epoch - 1) * all + batch;
    if (firstEpoch == 0) {
      firstEpoch = epoch;
      firstBatch = done;
      start = System.nanoTime();
    }
    batches = all;
    if (bar != null) {
      String shown = losses.isEmpty() ? format("loss %.4f", loss) : losses;
      long total = (long) epochs * all;
      double rate = done > firstBatch ? (done - firstBatch) / seconds() : Double.NaN;
      line =
          new ProgressLine(text(epoch, shown), (double) done / total, rate, (total - done) / rate);
      bar.stepTo(done);
    }
  }

  @Override
  public void onEpoch(History.Epoch epoch, boolean best) {
    losses =
        Double.isNaN(epoch.validationLoss())
            ? format("loss %.4f", epoch.loss())
            : format("loss %.4f, validation %.4f", epoch.loss(), epoch.validationLoss())
                + (best ? " *" : "");
    if (bar == null && System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      System.err.println(text(epoch.number(), losses) + timing(epoch.number()));
    }
  }

  private String timing(int epoch) {
    double seconds = seconds();
    double done = epoch - firstEpoch + 1.0;
    return format(
        ", %s batches/s, at most %.0f s left",
        ProgressLine.perSecond(done * batches / seconds), (epochs - epoch) * seconds / done);
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private String text(int epoch, String rest) {
    return format("epoch %d/%d, ", epoch, epochs) + rest;
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
