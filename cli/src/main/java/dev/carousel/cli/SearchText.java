package dev.carousel.cli;

import dev.carousel.task.panel.search.PanelSearch;
import dev.carousel.task.panel.search.Trial;
import dev.carousel.task.report.PanelData;
import dev.carousel.task.table.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search has tried, as a table and for JSON.
 *
 * @param rolling whether scores are of rolling origins
 */
record SearchText(PanelSearch.Result result, Duration budget, boolean rolling) {
  private String measure() {
    return rolling ? "MAE in standard deviations" : "OWA";
  }

  String table() {
    StringBuilder text = new StringBuilder();
    line(text, "tried within %s, by one network each:", time(budget));
    line(text, "  %-28s %12s %8s", "", "validation", "seconds");
    for (Trial trial : result.trials()) {
      String chosen = trial.name().equals(result.name()) ? "  chosen" : "";
      if (trial.score() == null) {
        line(text, "  %-28s %12s %8s  %s", trial.name(), "-", "-", trial.note());
      } else {
        line(text, "  %-28s %12.4f %8.1f%s", trial.name(), trial.score(), trial.seconds(), chosen);
      }
    }
    line(
        text,
        "(validation: %s; the test part had no say; the time told below counts this search too)",
        measure());
    line(text, "");
    return text.toString();
  }

  private static String time(Duration budget) {
    long seconds = budget.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private static void line(StringBuilder text, String format, @Nullable Object... args) {
    text.append(Sentence.of(format, args)).append(System.lineSeparator());
  }

  /** The same for a report. */
  List<PanelData.Tried> tried() {
    return result.trials().stream().map(this::tried).toList();
  }

  private PanelData.Tried tried(Trial trial) {
    Double score = trial.score();
    return new PanelData.Tried(
        trial.name(),
        score == null ? Double.NaN : score,
        trial.seconds(),
        trial.name().equals(result.name()) ? "chosen" : trial.note());
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("budget_seconds", budget.toMillis() / 1000.0);
    all.put("measure", measure());
    all.put("chosen", result.name());
    List<Object> trials = new ArrayList<>();
    for (Trial trial : result.trials()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", trial.name());
      one.put("validation", trial.score());
      one.put("seconds", Math.round(trial.seconds() * 1000) / 1000.0);
      one.put("chosen", trial.name().equals(result.name()));
      one.put("note", trial.note());
      trials.add(one);
    }
    all.put("trials", trials);
    return all;
  }
}
