package dev.carousel.task.forecast;

import dev.carousel.kernel.Engine;
import dev.carousel.model.Provenance;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Table;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The whole job on one file: read, train, backtest, forecast.
 *
 * @param data the file
 * @param series what was read from it
 * @param options how the model was made
 * @param model with its provenance
 * @param history of the training
 * @param backtest null if training was stopped before its end
 * @param seconds wall time of training and backtest
 */
public record ForecastRun(
    Path data,
    TimeSeries series,
    ForecastOptions options,
    ForecastModel model,
    History history,
    @Nullable Backtest backtest,
    double seconds) {

  /**
   * Reads a file, trains on its first 80 % of time and tests on the rest.
   *
   * @param read how the table becomes a series
   * @param fit adds a listener, a checkpoint or a stop to the training
   * @throws dev.carousel.BadInput if the file cannot be forecast, with the place and the cure
   */
  public static ForecastRun of(
      Path data, SeriesOptions read, ForecastOptions options, UnaryOperator<Fit> fit)
      throws IOException {
    return of(data, TimeSeries.from(Table.read(data), read), read, options, fit);
  }

  /** The same for a series that was read already. */
  public static ForecastRun of(
      Path data,
      TimeSeries series,
      SeriesOptions read,
      ForecastOptions options,
      UnaryOperator<Fit> fit)
      throws IOException {
    long start = System.nanoTime();
    ForecastTraining.Result result = ForecastTraining.train(series, read, options, fit);
    boolean done = result.history().end() != History.End.STOPPED;
    Backtest backtest = done ? Backtest.of(result.model(), series) : null;
    double seconds = (System.nanoTime() - start) / 1e9;
    Provenance provenance = provenance(data, options, result.history(), backtest);
    return new ForecastRun(
        data,
        series,
        options,
        result.model().withProvenance(provenance),
        result.history(),
        backtest,
        seconds);
  }

  /** The forecast of the steps after the end of the series. */
  public Forecast forecast() {
    return Forecast.of(model, series);
  }

  /** The SHA-256 digest of a file's bytes, in hexadecimal. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 digest of bytes, in hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** This build's version. */
  public static String version() {
    String version = ForecastRun.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static Provenance provenance(
      Path data, ForecastOptions options, History history, @Nullable Backtest backtest)
      throws IOException {
    Map<String, String> training = new LinkedHashMap<>();
    training.put("options", options.toString());
    training.put("epochs", Integer.toString(history.epochs().size()));
    training.put("best epoch", Integer.toString(history.bestEpoch()));
    if (history.bestEpoch() > 0) {
      double best = history.epochs().get(history.bestEpoch() - 1).validationLoss();
      training.put("validation loss", String.format(Locale.ROOT, "%.6g", best));
    }
    if (backtest != null) {
      training.put("backtest", backtest.verdict());
    }
    Instant now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS);
    Path name = data.getFileName();
    return new Provenance(
        version(),
        Runtime.version().toString(),
        Engine.shared().kernels().detail(),
        now.toString(),
        options.seed(),
        name == null ? data.toString() : name.toString(),
        sha256(data),
        training);
  }
}
