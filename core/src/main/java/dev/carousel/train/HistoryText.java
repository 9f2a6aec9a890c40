package dev.carousel.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A {@link History} as text. */
final class HistoryText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private HistoryText() {}

  static String csv(History history) {
    List<Map<String, Double>> rows = history.epochs().stream().map(HistoryText::columns).toList();
    StringBuilder text = new StringBuilder("epoch");
    columns(history).forEach(name -> text.append(',').append(quoted(name)));
    text.append('\n');
    for (int i = 0; i < rows.size(); i++) {
      text.append(history.epochs().get(i).number());
      for (double value : rows.get(i).values()) {
        text.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static List<String> columns(History history) {
    return history.epochs().isEmpty()
        ? List.of("loss", "validation loss", "rate")
        : List.copyOf(columns(history.epochs().getFirst()).keySet());
  }

  private static Map<String, Double> columns(History.Epoch epoch) {
    Map<String, Double> columns = new LinkedHashMap<>();
    columns.put("loss", epoch.loss());
    columns.put("validation loss", epoch.validationLoss());
    columns.put("rate", epoch.rate());
    columns.putAll(epoch.metrics());
    epoch.trainingMetrics().forEach((name, value) -> columns.put("training " + name, value));
    return columns;
  }

  private static String quoted(String name) {
    return name.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }

  static String json(History history) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("end", history.end().name().toLowerCase(Locale.ROOT));
    document.put("bestEpoch", history.bestEpoch());
    document.put("epochs", history.epochs().stream().map(HistoryText::json).toList());
    return MAPPER.writeValueAsString(document);
  }

  private static Map<String, Object> json(History.Epoch epoch) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epoch", epoch.number());
    putNumber(fields, "loss", epoch.loss());
    putNumber(fields, "validationLoss", epoch.validationLoss());
    putNumber(fields, "rate", epoch.rate());
    fields.put("metrics", numbers(epoch.metrics()));
    fields.put("trainingMetrics", numbers(epoch.trainingMetrics()));
    return fields;
  }

  private static Map<String, Object> numbers(Map<String, Double> values) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    values.forEach((name, value) -> putNumber(numbers, name, value));
    return numbers;
  }

  private static void putNumber(Map<String, Object> to, String name, double value) {
    to.put(name, Double.isFinite(value) ? Double.valueOf(value) : null);
  }
}
