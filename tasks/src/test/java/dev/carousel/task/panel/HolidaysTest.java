package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days unlike others, from a list or a column. */
class HolidaysTest {
  private static final LocalDate START = LocalDate.of(2020, 1, 1);
  private static final int DAYS = 300;

  @TempDir private static Path folder;

  /** Half is sold on a day whose number is in a list without a pattern. */
  private static boolean holiday(int day) {
    return new Random(day * 7919L).nextInt(6) == 0;
  }

  private static String csv(int days, int ahead) {
    StringBuilder text = new StringBuilder("day,y,off\n");
    Random noise = new Random(5);
    for (int t = 0; t < days + ahead; t++) {
      double y = (holiday(t) ? 50 : 100) + noise.nextGaussian();
      text.append(START.plusDays(t)).append(',').append(t < days ? y : "");
      text.append(holiday(t) ? ",feast" : t % 2 == 0 ? "," : ",no").append('\n');
    }
    return text.toString();
  }

  private static String dates(String header, int days) {
    StringBuilder text = new StringBuilder(header);
    for (int t = 0; t < days; t++) {
      if (holiday(t)) {
        text.append(START.plusDays(t)).append(header.contains(",") ? ",Feast" : "").append('\n');
      }
    }
    return text.toString();
  }

  private static Covariates with(Holidays holidays) {
    return Covariates.of(List.of(), List.of(), List.of(), holidays);
  }

  private static PanelSource wide(Covariates covariates) {
    return new PanelSource(PanelSource.Layout.WIDE, List.of(), "y", Times.FOUND, covariates);
  }

  private static double mae(Covariates covariates) throws IOException {
    Path file = SampleStores.write(folder, "y.csv", csv(DAYS, 0));
    PanelSource source = wide(covariates);
    RollingSplit split =
        new RollingSplit(
            LocalDateTime.of(2020, 7, 1, 0, 0),
            LocalDateTime.of(2020, 8, 10, 0, 0),
            null,
            1,
            false);
    SeriesSet set = source.read(file);
    return RollingRun.of(set, source, SampleStores.options(), 3, split, Phases.NONE)
        .test()
        .own()
        .mae();
  }

  @Test
  void listsAndColumnsAreReadAlikeAndLearnt() throws IOException {
    Path named = SampleStores.write(folder, "named.csv", dates("date,name\n", DAYS));
    Path bare = SampleStores.write(folder, "bare.csv", dates("date\n", DAYS));
    assertThat(Holidays.of(bare).dates()).isEqualTo(Holidays.of(named).dates());
    double without = mae(Covariates.NONE);
    double list = mae(with(Holidays.of(named)));
    assertThat(list).isLessThan(without / 2);
    assertThat(mae(with(Holidays.of("off")))).isEqualTo(list);
  }

  @Test
  void theDayItselfTheDayBeforeAndTheDayAfter() throws IOException {
    Path file = SampleStores.write(folder, "plain.csv", csv(30, 0));
    Path list = SampleStores.write(folder, "l.csv", "d\n2020-01-20\n2020-01-22\n2020-12-25\n");
    PanelSource source = PanelSource.wide().withCovariates(with(Holidays.of(list)));
    SeriesSet set = source.read(file);
    PanelSpec spec =
        PanelInput.specify(set, source, SampleStores.options(), InputLearning.lengths(set));
    PreparedSeries series = new PreparedSeries(spec, set.list().getFirst());
    float[] ahead = new float[spec.ahead()];
    series.ahead(18, ahead, 0); // from 19 January
    assertThat(ahead).containsExactly(0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1);
    float[] window = new float[spec.steps() * spec.features()];
    series.window(28, window, 0); // 15 to 21 January, 22 to 28
    assertThat(window[spec.features() - 1]).isEqualTo(1 / 7f);
    assertThat(window[2 * spec.features() - 1]).isEqualTo(1 / 7f);
  }

  @Test
  void whatTellsNoHolidaysIsRefused() throws IOException {
    Path words = SampleStores.write(folder, "words.csv", "name,size\nChristmas,3\nEaster,5\n");
    assertThatThrownBy(() -> Holidays.of(words))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("words.csv has no column of dates");
    Path headless = SampleStores.write(folder, "headless.csv", dates("", 90));
    assertThatThrownBy(() -> Holidays.of(headless))
        .hasMessageContaining("Put a line of names above it");
    Path old = SampleStores.write(folder, "old.csv", "date\n2018-12-25\n2019-12-25\n");
    Path file = SampleStores.write(folder, "till.csv", csv(120, 0));
    PanelSource source = wide(with(Holidays.of(old)));
    assertThatThrownBy(() -> source.checkAhead(source.read(file), 5))
        .isInstanceOf(BadInput.class)
        .message()
        .contains("2019-12-25", "the holidays of 2020", "old.csv");
    SeriesSet later = source.read(file);
    assertThatThrownBy(() ->
            PanelTraining.train(later, source, SampleStores.options(), PanelTraining.Phases.NONE))
        .isInstanceOf(BadInput.class)
        .message()
        .contains("learnt from 2020-01-01 to ", "old.csv is from 2018-12-25 to 2019-12-25");
    String months = "month,y\n2020-01,1\n2020-02,3\n2020-03,2\n2020-04,3\n2020-05,4\n2020-06,4\n";
    Path monthly = SampleStores.write(folder, "months.csv", months);
    PanelSource coarse = PanelSource.wide().withCovariates(with(Holidays.of(old)));
    SeriesSet set = coarse.read(monthly);
    assertThatThrownBy(() ->
            PanelTraining.train(set, coarse, PanelOptions.horizon(1), PanelTraining.Phases.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--holidays");
  }
}
