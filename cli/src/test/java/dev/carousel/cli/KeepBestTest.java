package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.Trainer;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model whose training runs away is that of its best epoch. */
class KeepBestTest {
  private static final Path MODEL = Path.of("m.safetensors");

  /** A training in which a weight is lost after so many epochs. */
  private static TrainingDiverged diverged(int after) {
    Network network = new Network(Input.sequence(3, 1), List.of(Lstm.units(2), Dense.units(1)), 1);
    float[] x = {1, 2, 3, 3, 2, 1};
    Examples examples = Examples.of(Tensor.of(x, 2, 3, 1), Tensor.of(new float[] {1, 0}, 2, 1));
    Fit.Listener poison =
        new Fit.Listener() {
          @Override
          public void onEpoch(History.Epoch epoch, boolean best) {
            spoil(epoch.number());
          }

          @Override
          public void onBatch(int epoch, int batch, int batches, double loss) {
            spoil(0);
          }

          private void spoil(int done) {
            if (done == after) {
              network.parameters().values()[0] = Float.NaN;
            }
          }
        };
    Fit fit = Fit.epochs(3).validation(examples).patience(3).listener(poison);
    Trainer trainer =
        new Trainer(
            network, new Adam(0.01), Loss.MEAN_SQUARED_ERROR, Engine.of("auto", 1), fit, examples);
    List<TrainingDiverged> caught = new ArrayList<>();
    assertThatThrownBy(trainer::run).isInstanceOfSatisfying(TrainingDiverged.class, caught::add);
    return caught.getFirst();
  }

  @Test
  void theBestEpochIsSaved() throws IOException {
    List<History> saved = new ArrayList<>();
    ResumableTraining.keepBest(diverged(2), MODEL, saved::add);
    assertThat(saved).hasSize(1);
    assertThat(saved.getFirst().bestEpoch()).isBetween(1, 2);
  }

  @Test
  void withoutAnEpochNothingIs() throws IOException {
    List<History> saved = new ArrayList<>();
    ResumableTraining.keepBest(diverged(0), MODEL, saved::add);
    assertThat(saved).isEmpty();
  }
}
