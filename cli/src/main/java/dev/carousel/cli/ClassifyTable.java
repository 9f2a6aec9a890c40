package dev.carousel.cli;

import dev.carousel.metric.ConfusionMatrix;
import dev.carousel.task.classify.ClassifyScore;
import dev.carousel.task.table.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How well sequences were classified, as a table and for JSON. */
final class ClassifyTable {
  private ClassifyTable() {}

  static String of(ClassifyScore score) {
    StringBuilder text = new StringBuilder();
    text.append(
        Sentence.of(
            "%s: accuracy %.2f %%, %s in %s, %.4f nats%n",
            score.set().source(),
            100 * score.accuracy(),
            Sentence.count(score.errors(), "error"),
            Sentence.count(score.set().size(), "sequence"),
            score.loss()));
    List<String> classes = score.set().classes();
    ConfusionMatrix matrix = score.confusion();
    text.append(
        Sentence.of(
            "  %-20s %9s %9s %9s  %s%n", "class", "sequences", "precision", "recall", "taken for"));
    for (int c = 0; c < classes.size(); c++) {
      text.append(
          Sentence.of(
              "  %-20s %9.0f %7.1f %% %7.1f %%  %s%n",
              classes.get(c),
              matrix.actual(c),
              100 * matrix.precision(c),
              100 * matrix.recall(c),
              mistakes(classes, matrix, c)));
    }
    return text.toString();
  }

  /** The class it was most often mistaken for. */
  private static String mistakes(List<String> classes, ConfusionMatrix matrix, int label) {
    int most = -1;
    for (int c = 0; c < classes.size(); c++) {
      boolean more =
          most < 0
              ? matrix.count(label, c) > 0
              : matrix.count(label, c) > matrix.count(label, most);
      most = c != label && more ? c : most;
    }
    return most < 0 ? "" : Sentence.of("%s: %.0f", classes.get(most), matrix.count(label, most));
  }

  static Map<String, Object> json(ClassifyScore score) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("data", score.set().source());
    fields.put("sequences", score.set().size());
    fields.put("accuracy", score.accuracy());
    fields.put("errors", score.errors());
    fields.put("nats", score.loss());
    fields.put("classes", score.set().classes());
    int classes = score.set().classes().size();
    long[][] confusion = new long[classes][classes];
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        confusion[actual][predicted] = Math.round(score.confusion().count(actual, predicted));
      }
    }
    fields.put("confusion", confusion);
    return fields;
  }
}
