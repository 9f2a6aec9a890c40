package dev.carousel.task.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the report of many series shows. Plain values only; a value that is missing is {@code
 * NaN}. Arrays are kept, not copied.
 *
 * @param fileName the data file, without its folder
 * @param verdict the headline, one sentence
 * @param measure what the methods are ranked by
 * @param skill 1 less the measure over that of the best baseline
 * @param facts numbers of the run
 * @param scores the model first, then the others
 * @param leftOut baselines that were not tested, each with the reason; may be empty
 * @param diagnosis what the model's errors look like
 * @param series in the order of the file
 * @param notes problems found in the data
 * @param settings of the model
 * @param tried kinds of models that were tried before; empty if one was asked for
 * @param reproduction what is needed to get the same numbers again
 */
public record PanelData(
    String fileName,
    String verdict,
    Measure measure,
    double skill,
    List<ReportData.Setting> facts,
    List<Score> scores,
    List<ReportData.Setting> leftOut,
    Diagnosis diagnosis,
    List<Series> series,
    List<String> notes,
    List<ReportData.Setting> settings,
    List<Tried> tried,
    ReportData.Reproduction reproduction) {
  /** Takes copies of the lists. */
  public PanelData {
    facts = List.copyOf(facts);
    scores = List.copyOf(scores);
    leftOut = List.copyOf(leftOut);
    series = List.copyOf(series);
    notes = List.copyOf(notes);
    settings = List.copyOf(settings);
    tried = List.copyOf(tried);
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("no scores: expected those of the model first");
    }
  }

  /** This with what was tried before. */
  public PanelData withTried(List<Tried> others) {
    return new PanelData(
        fileName,
        verdict,
        measure,
        skill,
        facts,
        scores,
        leftOut,
        diagnosis,
        series,
        notes,
        settings,
        others,
        reproduction);
  }

  /**
   * A kind of model that was tried on validation time.
   *
   * @param score less is better; NaN if it was not measured
   * @param seconds it took
   * @param note that it was chosen, or why it was not measured; may be empty
   */
  public record Tried(String name, double score, double seconds, String note) {}

  /**
   * What methods are ranked by, lower being better.
   *
   * @param name short, such as OWA
   * @param title a heading
   * @param remark what it means
   * @param part what the scores of one series are of
   */
  public record Measure(String name, String title, String remark, String part) {
    /** Overall weighted average, over series. */
    public static final Measure OWA =
        new Measure(
            "OWA",
            "Overall weighted average",
            "Each is the mean over the series; OWA is half sMAPE and half MASE, each over that of"
                + " Naive2.",
            "test");

    /** Mean absolute error in standard deviations, over origins. */
    public static final Measure STANDARD_MAE =
        new Measure(
            "MAE std",
            "Mean absolute error",
            "Each is the mean over all steps of all forecasts; MAE std is the mean absolute error"
                + " of each series in its standard deviations in training.",
            "last forecast");
  }

  /**
   * One method's means.
   *
   * @param measure what it is ranked by
   */
  public record Score(String name, double smape, double mase, double measure, double mape) {}

  /**
   * One series.
   *
   * @param history the last values before the forecast
   * @param forecast one value for each step ahead
   * @param times of the first of the history, the last known and the last forecast value; empty if
   *     there are none
   * @param fan quantiles from the lowest to the highest, a value for each step; empty if there is
   *     but one
   * @param lower bound of the interval; null without one
   * @param upper bound
   * @param actual what came
   */
  public record Series(
      String id,
      List<String> times,
      double[] history,
      double[] forecast,
      List<double[]> fan,
      double @Nullable [] lower,
      double @Nullable [] upper,
      double[] actual,
      double smape,
      double mase) {}
}
