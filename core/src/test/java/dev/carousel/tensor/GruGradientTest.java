package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;

import dev.carousel.cell.GruCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The GRU in both reset forms, whichever of its results the loss looks at. */
class GruGradientTest {
  private static final int H = 3;
  private static final int I = 2;

  /** h of every step and the last one. */
  private record Result(Tensor sequence, Tensor h) {}

  /** Inputs x, h0, W, U, b and, if it resets after the product, b_u. */
  private static Result composed(List<Tensor> in) {
    Tensor x = in.get(0);
    GruCell cell = new GruCell(H, in.size() == 6);
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
      case GruCell.INPUT -> in.get(2);
      case GruCell.RECURRENT -> in.get(3);
      case GruCell.BIAS -> in.get(4);
      default -> in.get(5);
    };
  }

  private static Result fused(List<Tensor> in) {
    GruOp.Weights weights =
        new GruOp.Weights(in.get(2), in.get(3), in.get(4), in.size() == 6 ? in.get(5) : null);
    GruOp.Result result =
        ((Tape) in.getFirst().ops()).gru(in.get(0), in.get(1), weights, LstmOp.Options.NONE);
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

  private static Tensor[] inputs(int batch, int time, boolean resetAfter) {
    Tensor[] all = {
      tensor(1, batch, time, I),
      tensor(2, batch, H),
      tensor(4, I, 3 * H),
      tensor(5, H, 3 * H),
      tensor(6, 3 * H),
      tensor(7, H)
    };
    return resetAfter ? all : Arrays.copyOf(all, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "sequence, 2, true", "h, 2, true", "step, 3, true", "all, 1, true",
    "sequence, 2, false", "h, 2, false", "step, 3, false", "all, 1, false"
  })
  void composedAndFused(String which, int batch, boolean resetAfter) {
    Tensor[] inputs = inputs(batch, 4, resetAfter);
    check("composed " + which, in -> part(which, composed(in)), inputs);
    check("fused " + which, in -> part(which, fused(in)), in -> part(which, composed(in)), inputs);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "3, true", "1, false", "3, false"})
  void inputsThatAreComputedAndUsedElsewhere(int time, boolean resetAfter) {
    check(
        "x and weights computed",
        in -> around(in, fused(computed(in))),
        in -> around(in, composed(computed(in))),
        inputs(2, time, resetAfter));
  }

  private static List<Tensor> computed(List<Tensor> in) {
    return in.stream().map(a -> a.tanh().reshape(a.shape().toArray())).toList();
  }

  private static Tensor around(List<Tensor> in, Result result) {
    return in.get(0).ops().concat(List.of(result.h(), in.get(0).step(0), in.get(1)));
  }
}
