package dev.carousel.cli;

import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.QuantileErrors;
import dev.carousel.task.metric.SampleErrors;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.panel.PanelComparison;
import dev.carousel.task.panel.PanelRun;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Sentence;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The results of many series as a small table for people. */
final class PanelTable {
  private static final int WORST = 5;

  private PanelTable() {}

  /** A finished run. */
  static String of(PanelRun run) {
    PanelRun.Outcome outcome = Objects.requireNonNull(run.outcome());
    StringBuilder text = new StringBuilder();
    SeriesSet set = run.series();
    line(
        text,
        "%s: %,d series of %s, season %d",
        run.data(),
        set.size(),
        Sentence.range(set.shortest(), set.longest(), "step"),
        outcome.model().season());
    for (DataNote note : set.notes()) {
      line(text, "note: %s", note.message());
    }
    line(
        text,
        "trained %s twice (to choose, and to learn from everything), tested, in %.1f s",
        Sentence.count(run.options().training().epochs(), "epoch"),
        run.seconds());
    line(text, "");
    validation(text, outcome);
    comparison(text, run, outcome.comparison());
    return text.toString();
  }

  private static void validation(StringBuilder text, PanelRun.Outcome outcome) {
    line(text, "validation: OWA of the last horizon of each training part, by one network");
    outcome.validation().owa().entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> e.getValue()))
        .limit(4)
        .forEach(e -> line(text, "  %-44s %8.3f", e.getKey(), e.getValue()));
    if (outcome.validation().far()) {
      line(
          text, "  all of them are far worse than Naive2, whose OWA is 1: do not trust this model");
    }
    line(text, "");
  }

  private static void comparison(StringBuilder text, PanelRun run, PanelComparison comparison) {
    line(
        text,
        "test: %s, %s ahead%s",
        run.test() == null ? "the last horizon of each series" : run.test(),
        Sentence.count(run.options().horizon(), "step"),
        comparison.own().scores().unscaled() == 0
            ? ""
            : "; MASE without "
                + comparison.own().scores().unscaled()
                + " series that do not move or are too short");
    line(text, "  %-36s %8s %8s %8s %8s", "", "sMAPE", "MASE", "OWA", "MAPE");
    comparison.methods().entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> e.getValue().owa()))
        .forEach(e -> row(text, e.getKey(), e.getValue()));
    line(
        text,
        "  sMAPE over all steps of all series: %.2f (%s)",
        comparison.own().scores().pooledSmape(),
        comparison.name());
    double coverage = run.options().coverage();
    IntervalErrors intervals = comparison.intervals(coverage);
    if (intervals != null) {
      line(
          text,
          "  intervals meant to hold %.0f %% hold %.1f %% (MSIS %.3f)",
          100 * coverage,
          100 * intervals.coverage(),
          intervals.msis());
    } else {
      line(text, "  no intervals: %s", tooFew(coverage));
    }
    List<Double> levels = Objects.requireNonNull(run.outcome()).model().levels();
    if (levels.size() > 1) {
      quantiles(text, levels, comparison.quantiles(levels));
    }
    SampleErrors paths = comparison.samples();
    if (paths != null) {
      paths(text, comparison.model().getFirst().samples().size(), paths);
    }
    line(text, "%s", comparison.verdict());
    worst(text, comparison);
  }

  /** Why there is no interval. */
  static String tooFew(double coverage) {
    return Sentence.of(
        "a coverage of %s is learnt from at least %s of each step ahead on validation time, which has"
            + " fewer; more series or, with --split, more time give them",
        coverage, Sentence.count(ConformalIntervals.leastErrors(coverage), "forecast"));
  }

  /** How quantiles did. */
  static void quantiles(StringBuilder text, List<Double> levels, QuantileErrors errors) {
    line(text, "  weighted quantile loss %.4f", errors.weightedQuantileLoss());
    for (int q = 0; q < levels.size(); q++) {
      line(
          text,
          "  quantile %s: weighted loss %.4f, %.1f %% at or below it",
          levels.get(q),
          errors.weightedQuantileLoss(q),
          100 * errors.coverage(q));
    }
  }

  /** How so many paths of each forecast did. */
  static void paths(StringBuilder text, int paths, SampleErrors errors) {
    line(
        text,
        "  CRPS of %,d paths %.4g, %.4f of the mean size of a value",
        paths,
        errors.crps(),
        errors.relativeCrps());
  }

  private static void row(StringBuilder text, String name, PanelComparison.Method method) {
    GroupScores s = method.scores();
    line(
        text, "  %-36s %8.3f %8.3f %8.3f %8.2f", name, s.smape(), s.mase(), method.owa(), s.mape());
  }

  private static void worst(StringBuilder text, PanelComparison comparison) {
    line(text, "worst series, by MASE:");
    for (int i : comparison.worst(WORST)) {
      SeriesScores s = comparison.own().bySeries().get(i);
      line(
          text,
          "  %-24s sMAPE %8.2f, MASE %8.3f",
          comparison.model().get(i).id(),
          s.smape(),
          s.mase());
    }
  }

  private static void line(StringBuilder text, String format, Object... args) {
    text.append(Sentence.of(format, args)).append(System.lineSeparator());
  }
}
