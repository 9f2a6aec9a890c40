package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.optim.Adam;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import org.junit.jupiter.api.Test;

/** The Keras lines of the tutorials, carried over. */
class TutorialTest {
  private static final Randomness RANDOM = new Randomness(7, 0);

  private static Sequential tutorialModel() {
    return Sequential.of(Input.sequence(10, 1), Lstm.units(50).returnSequences(), Dense.units(1))
        .compile(new Adam(), Loss.MEAN_SQUARED_ERROR);
  }

  private static Tensor random(String name, int... sizes) {
    int n = 1;
    for (int s : sizes) {
      n *= s;
    }
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = RANDOM.named(name).uniform(i);
    }
    return Tensor.of(values, sizes);
  }

  @Test
  void trainsAsInTheTutorial() {
    Tensor x = random("x", 10, 10, 1);
    Tensor y = random("y", 10, 10, 1);
    Sequential model = tutorialModel();
    double before = model.evaluate(x, y);

    History history = model.fit(x, y, Fit.epochs(100).batchSize(32));

    assertThat(history.epochs()).hasSize(100);
    assertThat(model.evaluate(x, y)).isLessThan(0.5 * before);
    assertThat(model.predict(x).shape()).isEqualTo(y.shape());
  }

  @Test
  void refusesTheTutorialsOwnTargetsWithBothShapesAndBothCures() {
    Tensor x = random("x", 10, 10, 1);
    Tensor y = random("y", 10, 1);
    Sequential model = tutorialModel();
    assertThatThrownBy(() -> model.fit(x, y, Fit.epochs(100).batchSize(32)))
        .hasMessage(
            "y has shape (10, 1), the network gives (10, 10, 1), one output a time step: either drop"
                + " returnSequences() from the last recurrent layer to predict one value a sequence,"
                + " or give y a value for each time step, shape (10, 10, 1)");
  }

  @Test
  void summaryCountsTheTutorialsParameters() {
    assertThat(tutorialModel().summary())
        .contains("lstm_1           (batch, 10, 50)          10,400")
        .contains("dense_1          (batch, 10, 1)               51")
        .contains("10,451");
  }
}
