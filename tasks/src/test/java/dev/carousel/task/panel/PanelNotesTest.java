package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.DataNotes;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of forecasts that rest on little. */
class PanelNotesTest {
  private static final Frequency DAILY = Frequency.of(Frequency.Unit.DAY);
  private static final LocalDateTime START = LocalDateTime.of(2020, 1, 1, 0, 0);

  private static NamedSeries series(String id, double... values) {
    TimeSeries dated = TimeSeries.of(DAILY, START, "y", values, Map.of());
    return NamedSeries.dated(id, new LinkedHashMap<>(), dated);
  }

  private static SeriesSet set(NamedSeries... series) {
    return new SeriesSet("data.csv", List.of(series), DAILY, List.of(7), DataNotes.none());
  }

  private static List<String> notes(PanelModel model, SeriesSet set) {
    return PanelNotes.of(model, set).stream().map(DataNote::message).toList();
  }

  @Test
  void whatRestsOnLittleIsSaid() {
    double[] long_ = SamplePanel.series(120, 5);
    PanelOptions options =
        SamplePanel.options(1, 0.5)
            .withInput(new PanelOptions.InputOptions(14, 7, null, true, null, true, Missing.LAST))
            .withTraining(SamplePanel.training(1, 50, 32));
    RollingSplit split = new RollingSplit(Cut.share(0.7), Cut.share(0.85), null, 3, false, 1);
    PanelModel model =
        RollingRun.of(set(series("a", long_)), SamplePanel.SOURCE, options, 1, split, Phases.NONE)
            .model();
    double[] far = long_.clone();
    far[117] = -1e9;
    assertThat(notes(model, set(series("a", long_), series("far", far))))
        .containsExactly(
            "1 of 2 series: a value of their last 14 steps is more than 10 standard deviations from"
                + " all before, first 'far'; the forecast may be as far off.");
    double[] gap = long_.clone();
    Arrays.fill(gap, 50, 60, Double.NaN); // long past
    Arrays.fill(gap, 108, 111, Double.NaN);
    assertThat(notes(model, set(series("a", long_), series("gap", gap))))
        .containsExactly(
            "Filled 3 missing values of the target in 1 of 2 series, at most 3 on end, with the"
                + " last one before, for the model's input, among the last 14 steps it is made"
                + " from.");
    double[] still = new double[118];
    Arrays.fill(still, 4);
    assertThat(notes(model, set(series("a", long_), series("b", Arrays.copyOf(long_, 116)))))
        .isEmpty();
    assertThat(
            notes(
                model,
                set(
                    series("a", long_),
                    series("early", Arrays.copyOf(long_, 114)),
                    series("short", Arrays.copyOf(long_, 9)),
                    series("still", still))))
        .containsExactly(
            "1 of 4 series: fewer than the 14 steps the model reads, first 'short' (9); its first"
                + " value stands for what came before.",
            "1 of 4 series: they never moved, first 'still'; nothing can be said of how far the"
                + " forecast may be off.",
            "2 of 4 series: they end more than a horizon before the last one does (2020-04-29),"
                + " first 'early' (2020-04-23); each is forecast from its own end.");
  }

  /** What never moved is forecast as it is, whatever the scaling. */
  @Test
  void whatNeverMovedIsForecastAsItIs() {
    double[] still = new double[120];
    double[] seven = new double[120];
    Arrays.fill(seven, 7);
    SeriesSet set =
        set(series("a", SamplePanel.series(120, 5)), series("zero", still), series("seven", seven));
    for (Scaling scaling : Scaling.values()) {
      PanelOptions options =
          SamplePanel.options(1, 0.5)
              .withInput(
                  new PanelOptions.InputOptions(14, 7, scaling, true, null, true, Missing.LAST))
              .withTraining(SamplePanel.training(1, 50, 32));
      RollingSplit split = new RollingSplit(Cut.share(0.7), Cut.share(0.85), null, 3, false, 1);
      PanelModel model =
          RollingRun.of(set, SamplePanel.SOURCE, options, 1, split, Phases.NONE).model();
      List<SeriesForecast> forecasts = model.forecasts(set);
      assertThat(forecasts.get(1).values()).as(scaling.toString()).containsOnly(0);
      assertThat(forecasts.get(2).values()) // of logarithms
          .as(scaling.toString())
          .containsExactly(new double[] {7, 7, 7, 7, 7}, within(1e-12));
    }
  }

  @Test
  void allSeriesThatAreTooShortAreNamed() {
    SeriesSet set =
        set(series("a", SamplePanel.series(120, 5)), series("b", 1, 2, 3), series("c", 1, 2));
    assertThatThrownBy(() -> HeldOut.of(set, 3))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(
            "data.csv: 2 of 3 series have too few values, for the last 3 are kept")
        .hasMessageContaining("apart to test on: 'b', 'c'. Leave such series out");
    RollingSplit split = new RollingSplit(Cut.share(0.7), Cut.share(0.85), null, 3, false, 1);
    assertThatThrownBy(() -> split.check(set, 14, 5))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2 of 3 series have too few steps for this --split: 'b', 'c'. Of the")
        .hasMessageContaining("first, from 2020-01-01 to 2020-01-03, it leaves 2 steps to learn");
    assertThat(TooFew.names(List.of("a", "b", "c", "d", "e", "f", "g")))
        .isEqualTo("'a', 'b', 'c', 'd', 'e' and 2 more");
  }
}
