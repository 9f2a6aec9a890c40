package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.BlockLstmCell.Start;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Recurrent;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong with relu gates, as a run: the table of docs/math/activations.md is what this
 * computes.
 */
class ReluGatesTest {
  private static final int H = 8;
  private static final int I = 4;
  private static final int SEQUENCES = 256;
  private static final int EPOCHS = 60;
  private static final int[] LENGTHS = {10, 80, 320};

  /** An LSTM whose forget gates start at a sum of 1, as usual. */
  private static BlockLstmCell cell(CellActivation gate) {
    List<Float> ones = Collections.nCopies(H, 1f);
    return BlockLstmCell.of2000(H, 1)
        .withActivations(new LstmActivations(gate, CellActivation.TANH, CellActivation.TANH))
        .withStart(new Start(0.3f, List.of(), ones, List.of()));
  }

  private static Network network(CellActivation gate) {
    return new Network(Input.anySequence(I), List.of(Recurrent.of(cell(gate)), Dense.units(1)), 5);
  }

  /** The largest |s| after so many steps, with the weights as they start. */
  private static double untrained(CellActivation gate, int time) {
    BlockLstmCell cell = cell(gate);
    Network network = network(gate);
    Tape tape = new Tape(Engine.of("auto", 1), false);
    String place = network.places().getFirst().name() + "/";
    Tensor x = tape.constant(Samples.tensor(1, 1, time, I));
    List<Tensor> state = List.of(tape.zeros(Shape.of(1, H)), tape.zeros(Shape.of(1, H)));
    for (int t = 0; t < time; t++) {
      state =
          cell.step(
              x.step(t), state, name -> tape.parameter(network.parameters().get(place + name)));
    }
    double largest = 0;
    for (float s : state.get(1).toArray()) {
      largest = Math.max(largest, Math.abs(s));
    }
    return largest;
  }

  /** x of the task, and its target: the sign of the first value. */
  private static Tensor[] task(long seed, int time) {
    Tensor x = Samples.tensor(seed, SEQUENCES, time, I);
    float[] target = new float[SEQUENCES];
    for (int b = 0; b < SEQUENCES; b++) {
      target[b] = Math.signum(x.get(b, 0, 0));
    }
    return new Tensor[] {x, Tensor.of(target, SEQUENCES, 1)};
  }

  /** The losses on fresh sequences of several lengths, after learning to remember for 10 steps. */
  private static String trained(CellActivation gate) {
    Sequential model =
        Sequential.of(network(gate), Engine.of("auto", 1))
            .compile(new Adam(0.02), Loss.MEAN_SQUARED_ERROR);
    Tensor[] seen = task(2, LENGTHS[0]);
    try {
      model.fit(seen[0], seen[1], Fit.epochs(EPOCHS).batchSize(32));
    } catch (TrainingDiverged e) {
      return "  diverged";
    }
    StringBuilder losses = new StringBuilder();
    for (int time : LENGTHS) {
      Tensor[] other = task(3, time);
      losses.append(number(model.evaluate(other[0], other[1])));
    }
    return losses.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%9.2g", value);
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("               largest |s|, untrained     loss, trained with T = 10\n");
    table.append("gate           T = 10   T = 80  T = 320   T = 10   T = 80  T = 320\n");
    for (CellActivation gate :
        List.of(CellActivation.LOGISTIC, CellActivation.HARD_SIGMOID, CellActivation.RELU)) {
      table.append(String.format(Locale.ROOT, "%-12s", gate));
      for (int time : LENGTHS) {
        table.append(number(untrained(gate, time)));
      }
      table.append(trained(gate)).append('\n');
    }
    return table.toString();
  }

  @Test
  void theDocumentationShowsThisRun() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "math", "activations.md"));
    assertThat(page).contains(table());
  }
}
