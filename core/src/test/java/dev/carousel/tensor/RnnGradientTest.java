package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;

import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.RnnActivation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simple RNN, tanh and ReLU, whichever of its results the loss looks at. */
class RnnGradientTest {
  private static final int H = 3;
  private static final int I = 2;

  /** h of every step and the last one. */
  private record Result(Tensor sequence, Tensor h) {}

  /** Inputs x, h0, W, U, b. */
  private static Result composed(RnnActivation activation, List<Tensor> in) {
    Tensor x = in.get(0);
    RnnCell cell = new RnnCell(H, activation);
    List<Tensor> state = List.of(in.get(1));
    List<Tensor> shown = new ArrayList<>();
    for (int t = 0; t < x.shape().at(1); t++) {
      state = cell.step(x.step(t), state, name -> weight(in, name));
      shown.add(state.getFirst());
    }
    return new Result(x.ops().stack(shown), state.getFirst());
  }

  private static Tensor weight(List<Tensor> in, String name) {
    return switch (name) {
      case RnnCell.INPUT -> in.get(2);
      case RnnCell.RECURRENT -> in.get(3);
      default -> in.get(4);
    };
  }

  private static Result fused(RnnActivation activation, List<Tensor> in) {
    RnnOp.Weights weights = new RnnOp.Weights(in.get(2), in.get(3), in.get(4));
    RnnOp.Result result =
        ((Tape) in.getFirst().ops())
            .rnn(in.get(0), in.get(1), weights, activation, LstmOp.Options.NONE);
    return new Result(result.sequence(), result.h());
  }

  private static Tensor part(String which, Result result) {
    return switch (which) {
      case "sequence" -> result.sequence();
      case "h" -> result.h();
      case "step" -> result.sequence().step(1);
      default -> {
        int batch = result.h().shape().at(0);
        Tensor flat = result.sequence().reshape(batch, result.sequence().shape().at(1) * H);
        yield flat.ops().concat(List.of(result.h(), flat));
      }
    };
  }

  private static Tensor[] inputs(int batch, int time) {
    return new Tensor[] {
      tensor(1, batch, time, I), tensor(2, batch, H), tensor(4, I, H), tensor(5, H, H), tensor(6, H)
    };
  }

  @ParameterizedTest
  @CsvSource({
    "sequence, 2, TANH", "h, 2, TANH", "step, 3, TANH", "all, 1, TANH",
    "sequence, 2, RELU", "h, 2, RELU", "step, 3, RELU", "all, 1, RELU"
  })
  void composedAndFused(String which, int batch, RnnActivation activation) {
    Tensor[] inputs = inputs(batch, 4);
    check("composed " + which, in -> part(which, composed(activation, in)), inputs);
    check(
        "fused " + which,
        in -> part(which, fused(activation, in)),
        in -> part(which, composed(activation, in)),
        inputs);
  }

  @ParameterizedTest
  @CsvSource({"1, TANH", "3, TANH", "1, RELU", "3, RELU"})
  void inputsThatAreComputedAndUsedElsewhere(int time, RnnActivation activation) {
    check(
        "x and weights computed",
        in -> around(in, fused(activation, computed(in))),
        in -> around(in, composed(activation, computed(in))),
        inputs(2, time));
  }

  private static List<Tensor> computed(List<Tensor> in) {
    return in.stream().map(a -> a.tanh().reshape(a.shape().toArray())).toList();
  }

  private static Tensor around(List<Tensor> in, Result result) {
    return in.get(0).ops().concat(List.of(result.h(), in.get(0).step(0), in.get(1)));
  }
}
