package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.cell.Initializers;
import dev.carousel.cell.ProjectedLstmCell;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.SimpleRnn;
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

  @Test
  void chronoTakesTheGatesOfAnLstmOnly() {
    Sequential gru = Sequential.of(Input.sequence(4, 3), Gru.units(8), Dense.units(2));
    for (String bias : new String[] {"gru_1/bias", "gru_1/recurrent_bias"}) {
      assertThatThrownBy(() -> gru.initialize(Selection.of(bias), Initializers.chrono(50), 3))
          .hasMessageStartingWith("chrono starts the bias of an LSTM's four gates, found " + bias);
    }
    Sequential rnn = Sequential.of(Input.sequence(4, 3), SimpleRnn.units(8), Dense.units(2));
    assertThatThrownBy(() -> rnn.initialize(Selection.BIASES, Initializers.chrono(50), 3))
        .hasMessageContaining("found simple_rnn_1/bias beside recurrent weights (8, 8)");
    gru.initialize(Selection.of("gru_1/bias"), Initializers.chrono(50, 3, 1, -1), 3);
    float[] bias = gru.network().parameters().get("gru_1/bias").toArray();
    for (int i = 0; i < 24; i++) {
      assertThat(bias[i] > 0).as("bias %d", i).isEqualTo(i / 8 == 1);
    }
    Recurrent small = Recurrent.of(ProjectedLstmCell.of(3, 8));
    Sequential projected = Sequential.of(Input.sequence(4, 3), small, Dense.units(2));
    String bias4 = small.kind() + "_1/bias";
    projected.initialize(Selection.of(bias4), Initializers.chrono(50), 3);
    assertThat(projected.network().parameters().get(bias4).toArray()[8]).isPositive();
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
