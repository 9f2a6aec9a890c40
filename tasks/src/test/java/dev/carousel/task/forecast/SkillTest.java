package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.series.SeriesOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The example at full length: better than the best baseline, as the median of five seeds. */
class SkillTest {
  @Test
  void theMedianSkillIsAtLeastThreePercent() throws IOException {
    double[] skills = new double[5];
    for (int i = 0; i < skills.length; i++) {
      ForecastRun run =
          ForecastRun.of(
              Path.of("..", "examples", "seattle-weather.csv"),
              SeriesOptions.target("temp_max"),
              ForecastOptions.horizon(14).withSeed(i + 1),
              UnaryOperator.identity());
      assertThat(run.backtest().origins()).hasSizeGreaterThanOrEqualTo(40);
      assertThat(run.seconds()).as("seconds of seed %d", i + 1).isLessThan(60);
      skills[i] = run.backtest().skill();
    }
    double[] sorted = skills.clone();
    Arrays.sort(sorted);
    assertThat(sorted[2]).as(Arrays.toString(skills)).isGreaterThanOrEqualTo(0.03);
  }
}
