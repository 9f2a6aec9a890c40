package dev.carousel.task.panel;

import dev.carousel.kernel.Engine;
import dev.carousel.model.Provenance;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a model of many series comes from, and up to when it has seen them. */
final class PanelProvenance {
  private static final String SEEN = "seen before";

  private PanelProvenance() {}

  /**
   * What a model file tells.
   *
   * @param seen the first time the model has not learnt from, nor been chosen by; null without
   *     times
   */
  static Provenance of(
      Path data,
      PanelOptions options,
      History history,
      String verdict,
      @Nullable LocalDateTime seen)
      throws IOException {
    Map<String, String> training = new LinkedHashMap<>();
    training.put("options", options.toString());
    training.put("epochs", Integer.toString(history.epochs().size()));
    training.put(
        "training loss", String.format(Locale.ROOT, "%.6g", history.epochs().getLast().loss()));
    training.put("test", verdict);
    if (seen != null) {
      training.put(SEEN, seen.toString());
    }
    Instant now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS);
    return new Provenance(
        ForecastRun.version(),
        Runtime.version().toString(),
        Engine.shared().kernels().detail(),
        now.toString(),
        options.seed(),
        String.valueOf(data.getFileName()),
        ForecastRun.sha256(data),
        training);
  }

  /** The latest of the times at these places of the series; null without times. */
  static @Nullable LocalDateTime latest(SeriesSet set, int[] places) {
    LocalDateTime latest = null;
    List<NamedSeries> list = set.list();
    for (int i = 0; i < places.length; i++) {
      TimeSeries dated = list.get(i).dated();
      if (dated != null && (latest == null || dated.time(places[i]).isAfter(latest))) {
        latest = dated.time(places[i]);
      }
    }
    return latest;
  }

  /** The first time a model has not seen; null if it is not known. */
  static @Nullable LocalDateTime seen(@Nullable Provenance provenance) {
    String text = provenance == null ? null : provenance.training().get(SEEN);
    try {
      return text == null ? null : LocalDateTime.parse(text);
    } catch (DateTimeParseException e) {
      return null; // a file may hold anything
    }
  }
}
