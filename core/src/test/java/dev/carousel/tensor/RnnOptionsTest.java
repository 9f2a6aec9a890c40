package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;
import static dev.carousel.tensor.SweepOptions.B;
import static dev.carousel.tensor.SweepOptions.H;
import static dev.carousel.tensor.SweepOptions.I;
import static dev.carousel.tensor.SweepOptions.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.RnnActivation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The options of the fused RNN against its cell, one sequence after the other: activation,
 * direction, mask, and products with the input computed before. And threads, which change no bit.
 */
class RnnOptionsTest {
  /** Inputs x, h0, W, U, b. */
  private static List<Tensor> fused(
      Tape tape, List<Tensor> in, LstmOp.Options options, RnnActivation a, boolean before) {
    RnnOp.Weights weights = new RnnOp.Weights(before ? null : in.get(2), in.get(3), in.get(4));
    RnnOp.Result result = tape.rnn(in.get(0), in.get(1), weights, a, options);
    return List.of(result.sequence(), result.h());
  }

  @ParameterizedTest
  @CsvSource({
    "TANH, false, false, true",
    "TANH, true, false, false",
    "TANH, false, true, false",
    "TANH, true, true, true",
    "RELU, false, false, true",
    "RELU, true, true, false"
  })
  void agreesWithTheCell(
      RnnActivation activation, boolean reversed, boolean masked, boolean before) {
    Tensor[] all = {
      tensor(1, B, T, before ? H : I),
      tensor(2, B, H),
      tensor(3, I, H),
      tensor(4, H, H),
      tensor(5, H)
    };
    check(
        "rnn",
        in ->
            SweepOptions.fused(
                (tape, given, options) -> fused(tape, given, options, activation, before),
                reversed,
                masked,
                in),
        in ->
            SweepOptions.equations(
                new RnnCell(H, activation),
                reversed,
                masked,
                in,
                name ->
                    switch (name) {
                      case RnnCell.INPUT ->
                          before ? SweepOptions.identity(in.getFirst().ops(), H) : in.get(2);
                      case RnnCell.RECURRENT -> in.get(3);
                      default -> in.get(4);
                    }),
        all);
  }

  /**
   * Sizes at which the sweep is cut by units (more than 2 million multiply-adds a step) and by
   * rows.
   */
  @ParameterizedTest
  @CsvSource({
    "TANH, 1, 700, false",
    "RELU, 1, 701, true",
    "TANH, 17, 350, true",
    "TANH, 17, 349, false",
    "TANH, 61, 67, true",
    "RELU, 17, 350, true",
    "RELU, 17, 349, false",
    "RELU, 61, 67, true"
  })
  void threadsChangeNoBit(RnnActivation activation, int batch, int hidden, boolean masked) {
    Shape[] weights = {Shape.of(20, hidden), Shape.of(hidden, hidden), Shape.of(hidden)};
    SweepOptions.Fused layer = (tape, in, options) -> fused(tape, in, options, activation, false);
    float[][] one = SweepOptions.run(layer, 1, masked, batch, weights);
    for (int threads = 2; threads <= 3; threads++) {
      float[][] more = SweepOptions.run(layer, threads, masked, batch, weights);
      for (int i = 0; i < one.length; i++) {
        assertThat(Samples.bits(more[i]))
            .as("%d threads, result %d", threads, i)
            .isEqualTo(Samples.bits(one[i]));
      }
    }
  }
}
