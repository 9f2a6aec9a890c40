package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.PanelRun;
import dev.carousel.task.panel.PanelSource;
import dev.carousel.task.panel.PanelTraining;
import dev.carousel.task.panel.PanelValidation;
import dev.carousel.task.panel.RollingRun;
import dev.carousel.task.panel.RollingSplit;
import dev.carousel.task.panel.search.Candidate;
import dev.carousel.task.panel.search.PanelSearch;
import dev.carousel.task.panel.search.TrialLog;
import dev.carousel.task.series.SeriesSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code --model-type auto}: kinds of models tried on the validation time that the command has.
 *
 * @param series all that was read
 * @param test file of what comes after; null if the last horizon is kept apart
 * @param split of time; null if there is a test of one origin
 * @param patience of a training with such a split
 */
record ModelSearch(
    SeriesSet series,
    PanelSource source,
    @Nullable Path test,
    @Nullable RollingSplit split,
    int patience,
    PanelPhases phases) {

  /** Searches, or goes on from where a search was stopped. */
  PanelSearch.Result run(PanelOptions base, Duration budget) throws IOException {
    SeriesSet learnt = split == null ? PanelRun.learnt(test, series, base.horizon()) : series;
    TrialLog log = TrialLog.in(phases.trials());
    return PanelSearch.of(base, learnt, budget, one -> measure(one, learnt), log);
  }

  private @Nullable Double measure(Candidate one, SeriesSet learnt) {
    System.err.println("carousel: trying " + one.name());
    PanelTraining.Phases kept = phases.of(one.name(), one.options().training().epochs());
    Double score;
    try {
      score =
          split == null
              ? least(PanelTraining.validate(learnt, source, one.options(), kept))
              : RollingRun.validate(series, source, one.options(), patience, split, kept);
    } catch (BadInput e) {
      System.err.printf("carousel: %s is left out: %s%n", one.name(), e.getMessage());
      throw e;
    }
    try {
      if (score != null) {
        phases.forget(one.name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return score;
  }

  private static @Nullable Double least(@Nullable PanelValidation validation) {
    return validation == null ? null : Double.valueOf(validation.least());
  }
}
