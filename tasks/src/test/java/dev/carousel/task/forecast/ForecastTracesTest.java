package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.TracedLayer;
import dev.carousel.task.inspect.TracedSequence;
import dev.carousel.task.inspect.TracedValue;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTracesTest {
  private static final TimeSeries SERIES = SampleSeries.daily(200);
  private static final ForecastModel MODEL = SampleSeries.train(SERIES, 6);

  @Test
  void theLastWindowEndsWithTheSeries() {
    Inspection found = ForecastTraces.of(MODEL, SERIES, 1);
    TracedSequence window = found.sequences().getFirst();
    assertThat(window.name()).isEqualTo(SERIES.time(200).toLocalDate().toString());
    assertThat(window.steps())
        .hasSize(MODEL.window())
        .endsWith(SERIES.time(199).toLocalDate().toString());
    assertThat(found.layers()).extracting(TracedLayer::name).containsExactly("lstm_1");
  }

  /** What the dense layer makes of the last h is the network's output, so of the forecast. */
  @Test
  void whatIsTracedIsWhatTheForecastIsMadeOf() {
    TracedValue h = ForecastTraces.of(MODEL, SERIES, 1).layers().getFirst().shown();
    Parameters weights = MODEL.network().parameters();
    float[] kernel = weights.get("dense_1/kernel").toArray();
    float[] output = weights.get("dense_1/bias").toArray();
    for (int k = 0; k < h.size(); k++) {
      for (int n = 0; n < output.length; n++) {
        output[n] = Math.fma(h.at(h.rows() - 1, k), kernel[k * output.length + n], output[n]);
      }
    }
    double[] expected = MODEL.forecast(SERIES, 200);
    double[] found = new Features(MODEL.spec(), SERIES).forecast(200, output, 0);
    for (int n = 0; n < found.length; n++) {
      assertThat(found[n]).isCloseTo(expected[n], org.assertj.core.api.Assertions.within(1e-3));
    }
  }

  @Test
  void eachWindowIsTracedAsItIsAlone() {
    Inspection three = ForecastTraces.of(MODEL, SERIES, 3);
    List<String> names = three.sequences().stream().map(TracedSequence::name).toList();
    int window = MODEL.window();
    assertThat(names.get(1)).isEqualTo(three.sequences().getLast().steps().getFirst());
    float[] all = three.layers().getFirst().shown().values();
    float[] last = ForecastTraces.of(MODEL, SERIES, 1).layers().getFirst().shown().values();
    assertThat(Arrays.copyOfRange(all, all.length - last.length, all.length)).isEqualTo(last);
    assertThat(three.layers().getFirst().rows()).isEqualTo(3 * window);
  }

  @Test
  void moreWindowsThanThereAreRowsAreRefused() {
    int most = 200 / MODEL.window();
    assertThatThrownBy(() -> ForecastTraces.of(MODEL, SERIES, most + 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("there are 200; ask for fewer windows");
  }
}
