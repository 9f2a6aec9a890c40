package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where series are cut in two: at a moment, or at a share of each. */
class CutTest {
  private static final LocalDateTime START = LocalDateTime.of(2020, 1, 1, 0, 0);

  private static NamedSeries dated(int length) {
    TimeSeries dated =
        TimeSeries.of(Frequency.of(Frequency.Unit.DAY), START, "y", new double[length], Map.of());
    return NamedSeries.dated("s", new LinkedHashMap<>(), dated);
  }

  private static NamedSeries undated(int length) {
    return NamedSeries.undated("s", new LinkedHashMap<>(), new double[length]);
  }

  @Test
  void aShareIsOfEachSeries() {
    Cut cut = Cut.share(0.7);
    assertThat(cut.place(dated(100))).isEqualTo(70);
    assertThat(Cut.share(0.5).place(undated(45))).isEqualTo(23);
    assertThat(cut.later(3).place(undated(10))).isEqualTo(10);
    assertThat(cut.later(9).place(undated(10))).isEqualTo(10);
    assertThat(cut.words()).isEqualTo("70 % of each series");
    assertThat(Cut.share(0.125).later(1).words()).isEqualTo("12.5 % of each series and 1 step");
  }

  @Test
  void aMomentIsTheSameForAll() {
    Cut cut = Cut.at(START.plusDays(10).plusHours(1));
    assertThat(cut.place(dated(100))).isEqualTo(11);
    assertThat(cut.place(dated(5))).isEqualTo(5);
    assertThat(Cut.earlier(cut, Cut.at(START.plusDays(3))).later(2).place(dated(100))).isEqualTo(5);
    assertThatThrownBy(() -> cut.place(undated(9)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("the series have no times; give shares such as 0.7,0.85");
  }

  @Test
  void sharesOutsideOfASeriesAreRefused() {
    for (double share : new double[] {0, 1, -0.1, 70, Double.NaN}) {
      assertThatThrownBy(() -> Cut.share(share))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("expected shares between 0 and 1, such as 0.7,0.85");
    }
    assertThatThrownBy(() -> new RollingSplit(Cut.share(0.8), Cut.share(0.6), null, 1, false, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(
            "80 % of each series, 60 % of each series: expected the earlier first");
  }

  /** Shares that say what times say give the same model and the same test. */
  @Test
  void sharesAndTimesAreTheSame() {
    SeriesSet set = RefitTest.whole();
    PanelOptions options =
        SamplePanel.options(1, 0.5)
            .withInput(new PanelOptions.InputOptions(14, 7, null, true, null, true, Missing.LAST))
            .withTraining(SamplePanel.training(2, 200, 32));
    RollingSplit shares = new RollingSplit(Cut.share(0.6), Cut.share(0.75), null, 2, false, 2);
    RollingSplit times =
        new RollingSplit(Cut.at(START.plusDays(72)), Cut.at(START.plusDays(90)), null, 2, false, 2);
    RollingTest a =
        RollingRun.of(set, SamplePanel.SOURCE, options, 2, shares, i -> Phases.NONE).test();
    RollingTest b =
        RollingRun.of(set, SamplePanel.SOURCE, options, 2, times, i -> Phases.NONE).test();
    assertThat(a.origins()).isEqualTo(b.origins()).isPositive();
    assertThat(a.own().byOrigin()).isEqualTo(b.own().byOrigin());
    // and series without times can be cut too
    SeriesSet rows = SamplePanel.set(3, 120);
    assertThat(
            RollingRun.of(rows, SamplePanel.SOURCE, options, 2, shares, i -> Phases.NONE)
                .test()
                .origins())
        .isPositive();
  }
}
