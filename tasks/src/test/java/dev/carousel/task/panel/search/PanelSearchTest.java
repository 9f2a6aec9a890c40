package dev.carousel.task.panel.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.distribution.Likelihood;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.series.DataNotes;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kinds are tried, which is taken, and that a search goes on where it was stopped. */
class PanelSearchTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final PanelOptions BASE = PanelOptions.horizon(3);

  @TempDir private Path folder;

  private static SeriesSet set(double... values) {
    NamedSeries one = NamedSeries.undated("a", new LinkedHashMap<>(), values);
    return new SeriesSet("a.csv", List.of(one), null, List.of(), DataNotes.none());
  }

  private static final SeriesSet REAL = set(1, 2.5, 3, 4);

  private static PanelSearch.Result search(
      SeriesSet set, Duration budget, PanelSearch.Measure measure, TrialLog log) {
    return PanelSearch.of(BASE, set, budget, measure, log);
  }

  private static double score(Candidate one) {
    Map<String, Double> known =
        Map.of("direct gru small", 0.7, "deepar small", 0.6, "direct gru", 0.65, "deepar", 0.8);
    return known.getOrDefault(one.name(), 0.9);
  }

  @Test
  void theBestIsTakenAndTheBestKindsAreTriedLarge() {
    PanelSearch.Result result = search(REAL, LONG, PanelSearchTest::score, TrialLog.none());
    assertThat(result.trials().stream().map(Trial::name))
        .containsExactly(
            "direct lstm small",
            "direct gru small",
            "encoder-decoder small",
            "deepar small",
            "es-rnn small",
            "deepar",
            "direct gru");
    assertThat(result.name()).isEqualTo("deepar small");
    assertThat(result.options().network().model().type()).isEqualTo(ModelType.DEEPAR);
    assertThat(result.options().network().units()).isEqualTo(BASE.network().units() / 2);
  }

  @Test
  void countsAreTriedAsCounts() {
    for (boolean counts : new boolean[] {true, false}) {
      PanelSearch.Result result =
          search(counts ? set(0, 3, 1, 0) : REAL, LONG, PanelSearchTest::score, TrialLog.none());
      assertThat(result.options().network().model().distribution())
          .isEqualTo(counts ? Likelihood.NEGATIVE_BINOMIAL : Likelihood.STUDENT_T);
    }
  }

  @Test
  void withoutTimeTheFirstAloneIsTried() {
    List<String> tried = new ArrayList<>();
    PanelSearch.Result result =
        search(
            REAL,
            Duration.ZERO,
            one -> {
              tried.add(one.name());
              return 0.9;
            },
            TrialLog.none());
    assertThat(tried).containsExactly("direct lstm small");
    assertThat(result.name()).isEqualTo("direct lstm small");
    assertThat(result.trials())
        .hasSize(6)
        .filteredOn(t -> t.score() == null)
        .hasSize(5)
        .allMatch(t -> t.note().equals("no time left"));
  }

  @Test
  void aSlowKindDoesNotTakeTheTimeOfQuickOnes() {
    PanelSearch.Result result =
        search(
            REAL,
            Duration.ofSeconds(2),
            one -> {
              busy(one.name().startsWith("es-rnn") ? 1_000 : 5);
              return score(one);
            },
            TrialLog.none());
    // at the pace of es-rnn a full size would take two seconds, at their own ten milliseconds
    assertThat(result.trials().stream().map(Trial::note)).containsOnly("");
    assertThat(result.trials().getLast().name()).isEqualTo("direct gru");
  }

  private static void busy(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stoppedItGoesOnAndMeasuresNothingTwice() throws IOException {
    PanelSearch.Result whole = search(REAL, LONG, PanelSearchTest::score, TrialLog.none());
    Path file = folder.resolve("trials.json");
    List<String> measured = new ArrayList<>();
    PanelSearch.Result result;
    int runs = 0;
    do {
      int[] left = {2};
      result =
          search(
              REAL,
              LONG,
              one -> {
                if (left[0]-- == 0) {
                  return null;
                }
                measured.add(one.name());
                return score(one);
              },
              TrialLog.in(file));
      runs++;
    } while (result.options() == null);
    assertThat(runs).isEqualTo(4);
    assertThat(measured).doesNotHaveDuplicates().hasSize(7);
    assertThat(result.name()).isEqualTo(whole.name());
    assertThat(result.options()).isEqualTo(whole.options());
    Files.writeString(file, "[{\"name\"");
    assertThatThrownBy(() -> TrialLog.in(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("trials.json");
  }

  @Test
  void whatAKindRefusesIsNotedAndOfTheFirstSaid() {
    PanelSearch.Result result =
        search(
            REAL,
            LONG,
            one -> {
              if (one.name().startsWith("deepar")) {
                throw new BadInput("no such thing");
              }
              return Double.NaN;
            },
            TrialLog.none());
    assertThat(result.name()).isEqualTo("direct lstm small");
    assertThat(result.trials().get(3).note()).isEqualTo("no such thing");
    assertThatThrownBy(() ->
            search(
                REAL,
                LONG,
                one -> {
                  throw new BadInput("too short");
                },
                TrialLog.none()))
        .hasMessage("too short");
  }
}
