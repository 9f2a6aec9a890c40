package dev.carousel.task.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Ets;
import dev.carousel.task.baseline.Naive2;
import dev.carousel.task.baseline.SeasonalNaive;
import dev.carousel.task.baseline.Theta;
import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TrainTest;
import dev.carousel.task.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the competitions published about their benchmarks, reached on their data. The data are not
 * part of the project: give the folder that holds {@code m3} and {@code m4}, every file unpacked,
 * as {@code -Dcarousel.data=FOLDER}. M4 is in the repository Mcompetitions/M4-methods, M3 in the R
 * package Mcomp.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "carousel.data", matches = ".+")
class PublishedFiguresTest {
  private static Competition competition(String train, String test, int season) {
    Path data = Path.of(System.getProperty("carousel.data", ""));
    return new Competition(
        TrainTest.of(
            SeriesSet.ofRows(Table.read(data.resolve(train))),
            SeriesSet.ofRows(Table.read(data.resolve(test)))),
        season);
  }

  private static void close(GroupScores scores, double smape, double mase) {
    assertThat(scores.smape()).isCloseTo(smape, within(5e-4));
    assertThat(scores.mase()).isCloseTo(mase, within(5e-4));
  }

  /** Makridakis, Spiliotis and Assimakopoulos (2020), and the benchmarks' published forecasts. */
  @Test
  void m4Hourly() {
    Competition hourly = competition("m4/Hourly-train.csv", "m4/Hourly-test.csv", 24);
    GroupScores naive2 = hourly.scores(new Naive2(24));

    assertThat(hourly.data().train().size()).isEqualTo(414);
    assertThat(hourly.data().horizon()).isEqualTo(48);
    close(naive2, 18.383, 2.395);
    close(hourly.scores(new SeasonalNaive(24)), 13.912, 1.193);
    close(hourly.scores(new Theta(24)), 18.138, 2.455);
    assertThat(hourly.scores(new SeasonalNaive(24)).owa(naive2)).isCloseTo(0.628, within(1e-3));
    assertThat(hourly.scores(new Ets(24)).owa(naive2)).as("published 0.852").isLessThan(0.86);
  }

  @Test
  void m4Weekly() {
    Competition weekly = competition("m4/Weekly-train.csv", "m4/Weekly-test.csv", 1);

    assertThat(weekly.data().train().size()).isEqualTo(359);
    close(weekly.scores(new Naive2(1)), 9.161, 2.777);
    close(weekly.scores(new Theta(1)), 9.093, 2.637);
  }

  /** Makridakis and Hibon (2000) have 13.01 for Theta, pooled over all 37,014 steps. */
  @Test
  void m3() {
    assertThat(pooled(Theta::new)).isCloseTo(13.01, within(0.1));
    assertThat(pooled(Ets::new)).isLessThan(13.1);
  }

  private static double pooled(IntFunction<Baseline> baseline) {
    Collection<SeriesScores> all = new ArrayList<>();
    for (String group : List.of("yearly", "quarterly", "monthly", "other")) {
      String file = "m3/M3-" + group;
      int season = competition(file + "-train.csv", file + "-test.csv", 1).data().train().season();
      Competition one = competition(file + "-train.csv", file + "-test.csv", season);
      all.addAll(one.bySeries(one.forecasts(baseline.apply(season))));
    }
    assertThat(all).hasSize(3_003);
    return GroupScores.of(all).pooledSmape();
  }
}
