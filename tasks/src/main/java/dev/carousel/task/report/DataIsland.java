package dev.carousel.task.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbers behind the charts as JSON that may stand inside a script element. */
final class DataIsland {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Digits kept of each value: what a float holds, and more than a chart can show. */
  private static final MathContext DIGITS = new MathContext(7);

  private DataIsland() {}

  /** One JSON object; {@code <} is escaped, so no text in it can end the script element. */
  static String json(ReportData data, Calendar calendar) {
    ObjectNode root = JSON.createObjectNode();
    root.put("target", data.title().target());
    root.put("unit", data.title().unit());
    root.put("calendar", calendar.key());
    ObjectNode history = root.putObject("history");
    putTimes(history, data.history().times());
    putValues(history, "values", data.history().values());
    putForecast(root.putObject("forecast"), data.forecast());
    ArrayNode origins = root.putArray("origins");
    data.origins().forEach(origin -> putOrigin(origins.addObject(), origin));
    ReportData.Scores scores = data.scores();
    root.put("mae", scores == null ? null : finite(scores.model().mae()));
    putSteps(root.putArray("steps"), data.stepErrors());
    putLoss(root.putObject("loss"), data.loss());
    return root.toString().replace("<", "\\u003c");
  }

  private static void putForecast(ObjectNode node, ReportData.Forecast forecast) {
    putTimes(node, forecast.times());
    putValues(node, "values", forecast.values());
    ReportData.Band band = forecast.band();
    if (band != null) {
      ObjectNode into = node.putObject("band");
      into.put("name", band.name());
      putValues(into, "lower", band.lower());
      putValues(into, "upper", band.upper());
    }
  }

  private static void putOrigin(ObjectNode node, ReportData.Origin origin) {
    node.put("time", Calendar.millis(origin.time()));
    putTimes(node, origin.times());
    putValues(node, "actuals", origin.actuals());
    putValues(node, "forecasts", origin.forecasts());
    node.put("mae", finite(origin.mae()));
  }

  private static void putSteps(ArrayNode lines, ReportData.@Nullable StepErrors steps) {
    if (steps == null) {
      return;
    }
    putLine(lines.addObject(), steps.model());
    steps.baselines().forEach(baseline -> putLine(lines.addObject(), baseline));
  }

  private static void putLine(ObjectNode node, ReportData.StepMae line) {
    node.put("name", line.name());
    putValues(node, "mae", line.mae());
  }

  private static void putLoss(ObjectNode node, ReportData.@Nullable LossCurve loss) {
    node.put("name", loss == null ? "" : loss.lossName());
    putValues(node, "training", loss == null ? new double[0] : loss.training());
    putValues(node, "validation", loss == null ? new double[0] : loss.validation());
    node.put("bestEpoch", loss == null ? 0 : loss.bestEpoch());
  }

  /** Times as milliseconds; evenly spaced ones, the usual case, as start, step and count. */
  private static void putTimes(ObjectNode node, List<String> times) {
    long[] millis = times.stream().mapToLong(Calendar::millis).toArray();
    if (millis.length > 2 && evenlySpaced(millis)) {
      node.putObject("times")
          .put("start", millis[0])
          .put("step", millis[1] - millis[0])
          .put("count", millis.length);
      return;
    }
    ArrayNode array = node.putArray("times");
    for (long time : millis) {
      array.add(time);
    }
  }

  private static boolean evenlySpaced(long[] millis) {
    for (int i = 2; i < millis.length; i++) {
      if (millis[i] - millis[i - 1] != millis[1] - millis[0]) {
        return false;
      }
    }
    return true;
  }

  private static void putValues(ObjectNode node, String name, double[] values) {
    ArrayNode array = node.putArray(name);
    for (double value : values) {
      array.add(finite(value));
    }
  }

  /** The value rounded, or null (which JSON has) for NaN and infinities (which it has not). */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : null;
  }
}
