package dev.carousel.cli;

import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Row;
import dev.carousel.lab.Variant;
import dev.carousel.lab.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A row as text, and as one JSON object. */
final class LabOutput {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LabOutput() {}

  static String json(Row row) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    Variant variant = row.variant();
    all.put("experiment", variant.experiment());
    all.put("variant", variant.name());
    all.put("algorithm", row.algorithm().label());
    all.put("trials", row.trials());
    all.put("solved", row.solved());
    all.put("mean_sequences", whole(row.meanSequences()));
    all.put("min_sequences", row.minSequences());
    all.put("max_sequences", row.maxSequences());
    all.put("wrong", row.tested() == 0 ? null : number(row.wrong()));
    all.put("tested", row.tested());
    all.put("weights", variant.weights());
    Published published = variant.published();
    Map<String, @Nullable Object> paper = new LinkedHashMap<>();
    paper.put("solved_percent", number(published.solvedPercent()));
    paper.put("sequences", number(published.sequences()));
    paper.put("wrong", number(published.wrong()));
    paper.putAll(published.figures());
    all.put("paper", paper);
    all.put("seconds", Math.round(row.seconds() * 10) / 10.0);
    all.put("complete", row.complete());
    all.put("reading", variant.reading());
    all.put("description", variant.description());
    SortedSet<String> names = figures(row);
    names.forEach(name -> all.put(name, row.figure(name)));
    Map<String, Double> unsolved = new LinkedHashMap<>();
    for (String name : names) {
      Double value = row.figureOfUnsolved(name);
      if (value != null) {
        unsolved.put(name, value);
      }
    }
    if (!unsolved.isEmpty()) {
      all.put("unsolved", unsolved);
    }
    return JSON.writeValueAsString(all);
  }

  private static @Nullable Object whole(@Nullable Double value) {
    return value == null ? null : Math.round(value);
  }

  /** Whole if it is, else with two decimals. */
  private static @Nullable Object number(@Nullable Double value) {
    if (value == null || value == Math.rint(value)) {
      return whole(value);
    }
    return Math.round(value * 100) / 100.0;
  }

  static String text(Experiment experiment, Row row) {
    Variant variant = row.variant();
    Published paper = variant.published();
    StringBuilder text = new StringBuilder();
    add(text, "%s, %s: %s%n", experiment.title(), variant.name(), variant.description());
    add(text, "  %s%n", experiment.check());
    if (variant.reading() != null) {
      add(text, "  Departs from the paper's text: %s.%n", variant.reading());
    }
    add(text, "  %-22s %14s %14s%n", "", "ours", paper.source());
    if (row.trials() == 0) {
      return text.append("  no trial was finished%n%n".formatted()).toString();
    }
    line(text, "algorithm", row.algorithm().label(), "");
    line(text, "weights", "%,d".formatted(variant.weights()), "");
    line(
        text,
        "solved",
        "%d of %d".formatted(row.solved(), row.trials()),
        paper.solvedPercent() == null
            ? "-"
            : format("%.0f %% of %d", paper.solvedPercent(), paper.trials()));
    line(text, "sequences, mean", count(row.meanSequences()), count(paper.sequences()));
    line(text, "  least", count(row.minSequences()), "");
    line(text, "  most", count(row.maxSequences()), "");
    if (row.tested() > 0) {
      Double wrong = row.wrong();
      line(
          text,
          "wrong of " + format("%,d", row.tested()),
          wrong == null ? "-" : format("%.2f", wrong),
          paper.wrong() == null ? "-" : format("%.2f", paper.wrong()));
    }
    for (String name : figures(row)) {
      Double value = row.figure(name);
      if (value != null) {
        Double published = paper.figures().get(name);
        line(text, name, significant(value), published == null ? "" : significant(published));
      }
      Double unsolved = row.figureOfUnsolved(name);
      if (unsolved != null) {
        line(text, name + ", unsolved", significant(unsolved), "");
      }
    }
    line(text, "seconds", format("%.1f", row.seconds()), "");
    Verdict verdict = Verdict.of(row);
    if (verdict != null) {
      int trials = row.results().size();
      String few =
          trials < paper.trials()
              ? format(" (%d of the paper's %d trials)", trials, paper.trials())
              : "";
      add(text, "  %s%s%n", words(verdict, row), few);
    }
    return text.append(System.lineSeparator()).toString();
  }

  private static String words(Verdict verdict, Row row) {
    if (row.solved() == 0) {
      return "does not reach the paper's figures: no trial was solved";
    }
    String how = row.variant().reading() == null ? "" : ", with this departure";
    if (verdict.reached()) {
      return "reaches the paper's figures%s: solved as often, within twice the sequences"
          .formatted(how);
    }
    return "does not reach the paper's figures: "
        + (verdict.shareReached() ? "" : "solved less often")
        + (verdict.shareReached() || verdict.sequencesReached() ? "" : ", ")
        + (verdict.sequencesReached() ? "" : "more than twice the sequences");
  }

  private static SortedSet<String> figures(Row row) {
    SortedSet<String> names = new TreeSet<>();
    row.results().values().forEach(result -> names.addAll(result.figures().keySet()));
    return names;
  }

  private static String significant(double value) {
    return Math.abs(value) < 1000 ? format("%.4g", value) : format("%,.0f", value);
  }

  private static String count(@Nullable Number value) {
    return value == null ? "-" : format("%,d", Math.round(value.doubleValue()));
  }

  private static void line(StringBuilder text, String name, String ours, String paper) {
    add(text, "  %-22s %14s %14s%n", name, ours, paper);
  }

  private static void add(StringBuilder text, String format, Object... args) {
    text.append(format(format, args));
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
