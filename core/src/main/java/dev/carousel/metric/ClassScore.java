package dev.carousel.metric;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Precision, recall or F1 of classes (van Rijsbergen 1979), by a {@link ConfusionMatrix}.
 * Predictions of a single column are classes 0 and 1.
 *
 * @param score which
 * @param average over which classes
 * @param label the class, if it is of one only, otherwise 0
 * @param threshold of a single column: 0 for logits, 0.5 for probabilities
 */
public record ClassScore(Score score, Average average, int label, double threshold)
    implements Metric {
  /** What is measured. */
  public enum Score {
    /** Share of what was taken for the class. */
    PRECISION,
    /** Share of what is of the class. */
    RECALL,
    /** Their harmonic mean. */
    F1
  }

  /** How classes come together. */
  public enum Average {
    /**
     * The mean over the classes that occur, among targets or predictions, each counting the same.
     */
    MACRO,
    /** All rows counting the same: of single classes that is the accuracy. */
    MICRO,
    /** One class alone. */
    CLASS
  }

  /** Checks the class. */
  public ClassScore {
    if (label < 0 || (average != Average.CLASS && label != 0)) {
      throw new IllegalArgumentException(
          "class %d with average %s, expected 0 or more, and 0 without a class of interest"
              .formatted(label, average));
    }
  }

  /** Precision over all classes. */
  public static ClassScore precision(Average average) {
    return new ClassScore(Score.PRECISION, average, 0, 0);
  }

  /** Precision of one class. */
  public static ClassScore precision(int label) {
    return new ClassScore(Score.PRECISION, Average.CLASS, label, 0);
  }

  /** Recall over all classes. */
  public static ClassScore recall(Average average) {
    return new ClassScore(Score.RECALL, average, 0, 0);
  }

  /** Recall of one class. */
  public static ClassScore recall(int label) {
    return new ClassScore(Score.RECALL, Average.CLASS, label, 0);
  }

  /** F1 over all classes. */
  public static ClassScore f1(Average average) {
    return new ClassScore(Score.F1, average, 0, 0);
  }

  /** F1 of one class. */
  public static ClassScore f1(int label) {
    return new ClassScore(Score.F1, Average.CLASS, label, 0);
  }

  /** This with another threshold for predictions of a single column. */
  public ClassScore withThreshold(double other) {
    return new ClassScore(score, average, label, other);
  }

  @Override
  public String name() {
    String what = score == Score.F1 ? "F1" : score.name().toLowerCase(Locale.ROOT);
    return average == Average.CLASS
        ? "%s of class %d".formatted(what, label)
        : "%s %s".formatted(average.name().toLowerCase(Locale.ROOT), what);
  }

  @Override
  public Tally tally() {
    return new Counts();
  }

  private double of(ConfusionMatrix matrix, int c) {
    return switch (score) {
      case PRECISION -> matrix.precision(c);
      case RECALL -> matrix.recall(c);
      case F1 -> matrix.f1(c);
    };
  }

  private double macro(ConfusionMatrix matrix) {
    double sum = 0;
    int classes = 0;
    for (int c = 0; c < matrix.classes(); c++) {
      if (matrix.actual(c) + matrix.predicted(c) > 0) {
        sum += of(matrix, c);
        classes++;
      }
    }
    return sum / classes;
  }

  private final class Counts implements Tally {
    private @Nullable ConfusionMatrix matrix;

    @Override
    public void add(Outcomes batch) {
      ConfusionMatrix counts = matrix;
      if (counts == null) {
        counts = new ConfusionMatrix(Math.max(2, batch.columns()));
        if (label >= counts.classes()) {
          throw new IllegalArgumentException(
              "%s: there are %d classes".formatted(name(), counts.classes()));
        }
        matrix = counts;
      }
      counts.add(batch, threshold);
    }

    @Override
    public double value() {
      if (matrix == null || Double.isNaN(matrix.accuracy())) {
        return Double.NaN;
      }
      return switch (average) {
        case MACRO -> macro(matrix);
        case MICRO -> matrix.accuracy();
        case CLASS -> of(matrix, label);
      };
    }
  }
}
