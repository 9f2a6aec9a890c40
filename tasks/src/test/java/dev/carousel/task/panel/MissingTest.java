package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.data.Gaps;
import dev.carousel.task.panel.PanelOptions.CellKind;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands for missing values, and that it never comes from behind the origin. */
class MissingTest {
  private static final double NO = Double.NaN;
  private static final double[] VALUES = {3, 5, NO, NO, 2, 7, NO, NO, NO, 9, 4, 6};

  @TempDir private static Path folder;

  private static PanelSpec spec(Missing missing, int segment) {
    PanelSpec base = SamplePanel.spec(false, Scaling.LAST);
    PanelInputs inputs = new PanelInputs(missing, List.of(), List.of(), List.of(), false);
    return new PanelSpec(
        base.source(),
        null,
        3,
        4,
        8,
        segment,
        false,
        false,
        Scaling.LAST,
        List.of(),
        base.levels(),
        List.of(),
        0.8,
        List.of(),
        inputs);
  }

  private static float[] window(Missing missing, int segment, double[] values, int origin) {
    PanelSpec spec = spec(missing, segment);
    float[] window = new float[spec.steps() * spec.features()];
    new PreparedSeries(spec, values).window(origin, window, 0);
    return window;
  }

  /** The values read, in the unit of the series. */
  private static double[] read(Missing missing, double[] values, int origin) {
    PanelSpec spec = spec(missing, 1);
    PreparedSeries series = new PreparedSeries(spec, values);
    float[] window = new float[8];
    series.window(origin, window, 0);
    double[] read = new double[8];
    int last = origin - 1;
    while (Double.isNaN(values[last])) {
      last--;
    }
    for (int i = 0; i < 8; i++) {
      read[i] = window[i] * series.spread(origin) + values[last];
    }
    return read;
  }

  @Test
  void aLineIsDrawnWhereBothEndsAreKnown() {
    assertThat(read(Missing.LAST, VALUES, 10))
        .containsExactly(new double[] {5, 5, 2, 7, 7, 7, 7, 9}, within(1e-5));
    assertThat(read(Missing.INTERPOLATE, VALUES, 10))
        .containsExactly(new double[] {4, 3, 2, 7, 7.5, 8, 8.5, 9}, within(1e-5));
    // from within a gap the value behind it is not known
    assertThat(read(Missing.INTERPOLATE, VALUES, 8))
        .containsExactly(new double[] {3, 5, 4, 3, 2, 7, 7, 7}, within(1e-5));
  }

  @Test
  void noTreatmentLooksBehindTheOrigin() {
    double[] other = VALUES.clone();
    other[9] = 100;
    other[10] = NO;
    for (Missing missing : Missing.values()) {
      PanelSpec spec = spec(missing, 2);
      float[] a = new float[spec.steps() * spec.features()];
      float[] b = a.clone();
      SeriesSetOf one = new SeriesSetOf(VALUES);
      new PreparedSeries(spec, one.series(), 9).window(9, a, 0);
      new PreparedSeries(spec, new SeriesSetOf(other).series(), 9).window(9, b, 0);
      assertThat(b).as(missing.toString()).isEqualTo(a);
    }
  }

  private record SeriesSetOf(double[] values) {
    NamedSeries series() {
      return NamedSeries.undated("s", new LinkedHashMap<>(), values);
    }
  }

  @Test
  void theMaskSaysWhatWasObserved() {
    float[] window = window(Missing.MASK, 2, VALUES, 11); // places 3 to 10
    assertThat(window).hasSize(4 * 4);
    List<Float> mask = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      mask.add(window[4 * s + 2]);
      mask.add(window[4 * s + 3]);
    }
    assertThat(mask).containsExactly(0f, 1f, 1f, 0f, 0f, 0f, 1f, 1f);
    float[] early = window(Missing.MASK, 2, VALUES, 5); // three places before the series
    assertThat(early[2]).isZero();
    assertThat(early[4 + 2]).isZero();
    assertThat(early[4 + 3]).isOne();
  }

  /** What a GRU-D reads is the end of what Gaps makes of the whole series. */
  @Test
  void decayReadsWhatGapsMarks() {
    float[] window = window(Missing.DECAY, 1, VALUES, 12); // places 4 to 11
    PreparedSeries series = new PreparedSeries(spec(Missing.DECAY, 1), VALUES);
    float[] raw = new float[12];
    for (int t = 0; t < 12; t++) {
      raw[t] = (float) ((VALUES[t] - 6) / series.spread(12));
    }
    float[] marked = Gaps.marked(Tensor.of(raw, 1, 12, 1)).toArray();
    assertThat(window).isEqualTo(Arrays.copyOfRange(marked, 3 * 4, 3 * 12));
    float[] values = new float[8];
    series.linear(12, values, 0);
    for (int i = 0; i < 8; i++) {
      assertThat(values[i]).isEqualTo(window[3 * i]);
    }
  }

  /**
   * Of 40 values with gaps at 20 and 31 only windows of 8 with a horizon of 3 beside them count.
   */
  @Test
  void droppedWindowsAreNotLearntFrom() {
    double[] values = SamplePanel.series(40, 3);
    values[20] = NO;
    values[31] = NO;
    PanelSpec spec = spec(Missing.DROP, 1);
    List<PreparedSeries> series = List.of(new PreparedSeries(spec, values));
    Origins kept = Origins.of(series).complete(series);
    int[] origins =
        IntStream.range(0, kept.counts()[0]).map(number -> kept.origin(0, number)).toArray();
    int[] expected =
        IntStream.rangeClosed(8, 40 - 3) // those without a whole horizon are incomplete too
            .filter(o -> (20 < o - 8 || 20 >= o + 3) && (31 < o - 8 || 31 >= o + 3))
            .toArray();
    assertThat(origins).isEqualTo(expected).hasSize(10);
    WindowKind kind = new DirectKind();
    assertThat(kind.examples(spec, series, LossKind.MAE, 100, Origins.of(series)).size())
        .isEqualTo(10);
    for (int t = 0; t < 40; t += 5) {
      values[t] = NO;
    }
    List<PreparedSeries> holes = List.of(new PreparedSeries(spec, values));
    assertThatThrownBy(() -> kind.examples(spec, holes, LossKind.MAE, 100, Origins.of(holes)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("nowhere are 11 steps on end (a window of 8, a horizon of 3)");
  }

  @Test
  void combinationsThatMakeNoSenseAreRefused() {
    PanelOptions options = SampleStores.options();
    assertThatThrownBy(() -> options.withInput(options.input().withMissing(Missing.DECAY)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--cell gru");
    PanelOptions gru =
        options.withNetwork(new PanelOptions.NetworkOptions(CellKind.GRU, 4, 0, 1, List.of(0.5)));
    assertThatThrownBy(() ->
            gru.withInput(
                new PanelOptions.InputOptions(
                    8, 1, Scaling.DIFFERENCE, false, false, false, Missing.DECAY)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--scaling difference");
  }

  /** Every treatment gives another forecast, is kept in the file, and is told of. */
  @Test
  void eachTreatmentIsTrainedSavedAndTold() throws IOException {
    String[] lines = SampleStores.csv(0).strip().split("\n", -1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      boolean gap = i > 0 && i % 11 < 3 && i % 120 > 10 && i % 120 < 60;
      if (gap) {
        cells[2] = "NA";
        cells[4] = "";
      }
      text.append(String.join(",", cells)).append('\n');
    }
    Path file = SampleStores.write(folder, "gaps.csv", text.toString());
    PanelSource source = SampleStores.SOURCE.withCovariates(SampleStores.past("temp"));
    List<double[]> forecasts = new ArrayList<>();
    for (Missing missing : Missing.values()) {
      PanelOptions options = SampleStores.options();
      CellKind cell = CellKind.GRU;
      options =
          options
              .withNetwork(new PanelOptions.NetworkOptions(cell, 6, 0.1, 2, List.of(0.5)))
              .withInput(options.input().withMissing(missing));
      PanelRun run = PanelRun.of(file, null, source, options, PanelTraining.Phases.NONE);
      assertThat(run.series().notes().list().toString())
          .contains("missing values of the target in 4 of 4 series", "'temp'", missing.words());
      PanelModel model = run.outcome().model();
      Path saved = folder.resolve(missing + ".safetensors");
      model.save(saved);
      PanelModel loaded = PanelModel.load(saved);
      double[] values = loaded.forecasts(source.read(file)).getFirst().values();
      assertThat(values).isEqualTo(model.forecasts(source.read(file)).getFirst().values());
      assertThat(forecasts).doesNotContain(values);
      forecasts.add(values);
    }
  }
}
