package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.cell.Initializers;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.regularize.Selection;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** First weights that are chosen by name. */
class InitializeTest {
  private static Sequential model() {
    return Sequential.of(Input.sequence(4, 3), Lstm.units(5), Dense.units(2));
  }

  @Test
  void whatIsChosenIsDrawnAnewAndTheRestStays() {
    Parameters before = model().network().parameters();
    Sequential model = model().initialize(Selection.of("lstm_1/bias"), Initializers.chrono(50), 3);
    Parameters after = model.network().parameters();
    assertThat(after.get("lstm_1/bias").toArray())
        .isNotEqualTo(before.get("lstm_1/bias").toArray());
    for (String name : new String[] {"lstm_1/input", "lstm_1/recurrent", "dense_1/kernel"}) {
      assertThat(after.get(name).toArray()).isEqualTo(before.get(name).toArray());
    }
  }

  /** The same seed and distribution draw what the layer drew; another seed does not. */
  @Test
  void theSeedDecidesWhatIsDrawn() {
    float[] own = model().network().parameters().get("lstm_1/input").toArray();
    assertThat(drawn(1)).isEqualTo(own).isNotEqualTo(drawn(2));
  }

  private static float[] drawn(long seed) {
    Sequential model = model();
    model.initialize(Selection.of("lstm_1/input"), Initializers.zeros(), 9);
    model.initialize(Selection.KERNELS, Initializers.glorotUniform(), seed);
    return model.network().parameters().get("lstm_1/input").toArray();
  }

  /** Packed copies of the old weights are not used any more. */
  @Test
  void aPredictionAfterwardsIsOfTheNewWeights() {
    Tensor x = Tensor.of(new float[24], 2, 4, 3);
    Sequential model = model();
    float[] before = model.predict(x).toArray();
    model.initialize(Selection.of("dense_1/bias"), Initializers.constant(2), 1);
    float[] after = model.predict(x).toArray();
    for (int i = 0; i < after.length; i++) {
      assertThat(after[i]).isEqualTo(before[i] + 2);
    }
  }

  @Test
  void aWeightThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () -> model().initialize(Selection.of("gru_1/bias"), Initializers.zeros(), 1))
        .hasMessageContaining("no weight fits gru_1/bias");
  }
}
