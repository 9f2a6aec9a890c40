package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;
import static dev.carousel.tensor.SweepOptions.B;
import static dev.carousel.tensor.SweepOptions.H;
import static dev.carousel.tensor.SweepOptions.I;
import static dev.carousel.tensor.SweepOptions.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.GruCell;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The options of the fused GRU against its cell, one sequence after the other: reset form,
 * direction, mask, and products with the input computed before. And threads, which change no bit.
 */
class GruOptionsTest {
  /** Inputs x, h0, W, U, b and, if it resets after the product, b_u. */
  private static List<Tensor> fused(
      Tape tape, List<Tensor> in, LstmOp.Options options, boolean resetAfter, boolean before) {
    GruOp.Weights weights =
        new GruOp.Weights(
            before ? null : in.get(2), in.get(3), in.get(4), resetAfter ? in.get(5) : null);
    GruOp.Result result = tape.gru(in.get(0), in.get(1), weights, options);
    return List.of(result.sequence(), result.h());
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, false, true",
    "true, true, false, false",
    "true, false, true, false",
    "true, true, true, true",
    "false, false, false, true",
    "false, true, false, false",
    "false, false, true, false",
    "false, true, true, true"
  })
  void agreesWithTheCell(boolean resetAfter, boolean reversed, boolean masked, boolean before) {
    Tensor[] all = {
      tensor(1, B, T, before ? 3 * H : I),
      tensor(2, B, H),
      tensor(3, I, 3 * H),
      tensor(4, H, 3 * H),
      tensor(5, 3 * H),
      tensor(6, H)
    };
    check(
        "gru",
        in ->
            SweepOptions.fused(
                (tape, given, options) -> fused(tape, given, options, resetAfter, before),
                reversed,
                masked,
                in),
        in ->
            SweepOptions.equations(
                new GruCell(H, resetAfter),
                reversed,
                masked,
                in,
                name ->
                    switch (name) {
                      case GruCell.INPUT ->
                          before ? SweepOptions.identity(in.getFirst().ops(), 3 * H) : in.get(2);
                      case GruCell.RECURRENT -> in.get(3);
                      case GruCell.BIAS -> in.get(4);
                      default -> in.get(5);
                    }),
        resetAfter ? all : Arrays.copyOf(all, 5));
  }

  /**
   * Sizes at which the sweep is cut by units (more than 2 million multiply-adds a step) and by
   * rows.
   */
  @ParameterizedTest
  @CsvSource({
    "true, 1, 400, false",
    "false, 1, 401, true",
    "true, 17, 250, true",
    "true, 17, 249, false",
    "true, 61, 37, true",
    "false, 17, 250, true",
    "false, 17, 249, false",
    "false, 61, 37, true"
  })
  void threadsChangeNoBit(boolean resetAfter, int batch, int hidden, boolean masked) {
    Shape[] weights = {
      Shape.of(20, 3 * hidden), Shape.of(hidden, 3 * hidden), Shape.of(3 * hidden), Shape.of(hidden)
    };
    SweepOptions.Fused layer = (tape, in, options) -> fused(tape, in, options, resetAfter, false);
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
