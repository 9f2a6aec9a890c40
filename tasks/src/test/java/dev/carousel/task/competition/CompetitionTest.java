package dev.carousel.task.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.task.baseline.Naive;
import dev.carousel.task.baseline.Naive2;
import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TrainTest;
import dev.carousel.task.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompetitionTest {
  private static final Competition SMALL =
      new Competition(
          TrainTest.of(
              SeriesSet.ofRows(Table.parse("train.csv", "id,V1,V2,V3\na,1,3,2\nb,10,20,\n")),
              SeriesSet.ofRows(Table.parse("test.csv", "id,V1,V2\nb,20,30\na,2,6\n"))),
          1);

  @Test
  void scoresEqualTheHandComputedOnes() {
    GroupScores naive = SMALL.scores(new Naive());

    // a: forecast 2, errors 0 and 4, scale 1.5; b: forecast 20, errors 0 and 10, scale 10
    assertThat(naive.smape()).isCloseTo((800 / 8.0 / 2 + 2_000 / 50.0 / 2) / 2, within(1e-12));
    assertThat(naive.mase()).isCloseTo((2 / 1.5 + 0.5) / 2, within(1e-12));
    assertThat(SMALL.owa(SMALL.forecasts(new Naive2(1)))).isEqualTo(1);
    assertThat(SMALL.owa(List.of(new double[] {2, 4}, new double[] {20, 25})))
        .isCloseTo(0.5 * ((20 + 1_000 / 55.0 / 2) / 2 / naive.smape() + 0.5), within(1e-12));
  }

  @Test
  void refusesForecastsThatDoNotFit() {
    assertThatThrownBy(() -> SMALL.scores(List.of(new double[2])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SMALL.scores(List.of(new double[2], new double[3])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
