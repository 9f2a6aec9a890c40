package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;

import dev.carousel.cell.LstmCell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The LSTM, composed and fused, whichever of its results the loss looks at. */
class LstmGradientTest {
  private static final int H = 3;
  private static final int I = 2;

  private static LstmOp.Result composed(List<Tensor> in) {
    Tensor x = in.get(0);
    LstmCell cell = new LstmCell(H, 1);
    List<Tensor> state = List.of(in.get(1), in.get(2));
    List<Tensor> shown = new ArrayList<>();
    for (int t = 0; t < x.shape().at(1); t++) {
      state =
          cell.step(
              x.step(t),
              state,
              name ->
                  switch (name) {
                    case LstmCell.INPUT -> in.get(3);
                    case LstmCell.RECURRENT -> in.get(4);
                    default -> in.get(5);
                  });
      shown.add(state.getFirst());
    }
    return new LstmOp.Result(x.ops().stack(shown), state.get(0), state.get(1));
  }

  private static LstmOp.Result fused(List<Tensor> in) {
    return ((Tape) in.getFirst().ops())
        .lstm(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5));
  }

  private static Tensor part(String which, LstmOp.Result result) {
    return switch (which) {
      case "sequence" -> result.sequence();
      case "h" -> result.h();
      case "c" -> result.c();
      case "step" -> result.sequence().step(1);
      default -> {
        int batch = result.h().shape().at(0);
        Tensor flat = result.sequence().reshape(batch, result.sequence().shape().at(1) * H);
        yield flat.ops().concat(List.of(result.h(), result.c(), flat));
      }
    };
  }

  private static Tensor[] inputs(int batch, int time) {
    return new Tensor[] {
      tensor(1, batch, time, I),
      tensor(2, batch, H),
      tensor(3, batch, H),
      tensor(4, I, 4 * H),
      tensor(5, H, 4 * H),
      tensor(6, 4 * H)
    };
  }

  @ParameterizedTest
  @CsvSource({"sequence, 2", "h, 2", "c, 2", "step, 3", "all, 2", "all, 1"})
  void composedAndFused(String which, int batch) {
    Tensor[] inputs = inputs(batch, 4);
    check("composed " + which, in -> part(which, composed(in)), inputs);
    check("fused " + which, in -> part(which, fused(in)), in -> part(which, composed(in)), inputs);
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void inputsThatAreComputedAndUsedElsewhere(int time) {
    Tensor[] inputs = inputs(2, time);
    check(
        "x and weights computed",
        in -> around(in, fused(computed(in))),
        in -> around(in, composed(computed(in))),
        inputs);
  }

  private static List<Tensor> computed(List<Tensor> in) {
    return in.stream().map(a -> a.tanh().reshape(a.shape().toArray())).toList();
  }

  private static Tensor around(List<Tensor> in, LstmOp.Result result) {
    Tensor x = in.get(0).step(0);
    return in.get(0).ops().concat(List.of(result.h(), x, result.c(), in.get(1)));
  }
}
