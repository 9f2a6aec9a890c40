package dev.carousel.cli;

import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.Saturation;
import dev.carousel.task.inspect.TraceFiles;
import dev.carousel.task.inspect.TracedLayer;
import dev.carousel.task.inspect.TracedSequence;
import dev.carousel.task.inspect.TracedValue;
import dev.carousel.task.table.Sentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How saturated the layers of a model are, as a table and as one JSON object.
 *
 * @param trace where tables and pictures are; null if they were not written
 */
record TraceReport(Path model, Path data, @Nullable Path trace, Inspection inspection) {
  private static final int MOST_SHOWN = 20;

  String table() {
    StringBuilder text = new StringBuilder();
    TracedSequence first = inspection.sequences().getFirst();
    TracedSequence last = inspection.sequences().getLast();
    int steps = inspection.sequences().stream().mapToInt(TracedSequence::length).sum();
    text.append(
        Sentence.of(
            "%s reads %s: %s, %s, %s %s%s%n",
            model,
            data,
            Sentence.count(inspection.sequences().size(), "sequence"),
            Sentence.count(steps, "step"),
            inspection.sequenceColumn(),
            first.name(),
            first.name().equals(last.name()) ? "" : " to " + last.name()));
    for (TracedLayer layer : inspection.layers()) {
      text.append(System.lineSeparator());
      append(text, layer);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, TracedLayer layer) {
    text.append(
        Sentence.of(
            "%-22s %8s %8s %8s %7s %7s %11s %11s%n",
            layer.name(), "mean", "least", "most", "low", "high", "always low", "always high"));
    for (TracedValue value : layer.values()) {
      Saturation s = Saturation.of(value);
      text.append(
          Sentence.of(
              "  %-20s %8.3f %8.3f %8.3f %5.1f %% %5.1f %% %11s %11s%n",
              s.value(),
              s.mean(),
              s.least(),
              s.greatest(),
              100 * s.low(),
              100 * s.high(),
              s.alwaysLow() + "/" + s.units(),
              s.alwaysHigh() + "/" + s.units()));
    }
    List<Integer> dead = Saturation.dead(layer);
    text.append(
        Sentence.of(
            "  dead units (%s moves by less than %s): %s of %d%s%n",
            layer.shown().name(),
            Saturation.STILL,
            dead.isEmpty() ? "none" : Integer.toString(dead.size()),
            layer.shown().size(),
            dead.isEmpty() ? "" : ": " + numbers(dead)));
  }

  private static String numbers(List<Integer> units) {
    String shown =
        units.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return units.size() > MOST_SHOWN ? shown + ", ..." : shown;
  }

  String json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    all.put("data", data.toString());
    all.put("sequences", inspection.sequences().stream().map(TraceReport::json).toList());
    all.put("layers", inspection.layers().stream().map(this::json).toList());
    return JsonMapper.builder().build().writeValueAsString(all);
  }

  private static Map<String, Object> json(TracedSequence sequence) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", sequence.name());
    fields.put("steps", sequence.length());
    fields.put("first", sequence.steps().getFirst());
    fields.put("last", sequence.steps().getLast());
    return fields;
  }

  private Map<String, @Nullable Object> json(TracedLayer layer) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("layer", layer.name());
    fields.put("steps", layer.rows());
    fields.put("csv", trace == null ? null : TraceFiles.csv(trace, layer).toString());
    fields.put("picture", trace == null ? null : TraceFiles.picture(trace, layer).toString());
    List<Saturation> values = new ArrayList<>();
    layer.values().forEach(value -> values.add(Saturation.of(value)));
    fields.put("values", values.stream().map(TraceReport::json).toList());
    fields.put("dead_units", Saturation.dead(layer));
    return fields;
  }

  private static Map<String, Object> json(Saturation s) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("value", s.value());
    fields.put("units", s.units());
    fields.put("signed", s.signed());
    fields.put("mean", s.mean());
    fields.put("least", s.least());
    fields.put("most", s.greatest());
    fields.put("low", s.low());
    fields.put("high", s.high());
    fields.put("always_low", s.alwaysLow());
    fields.put("always_high", s.alwaysHigh());
    return fields;
  }
}
