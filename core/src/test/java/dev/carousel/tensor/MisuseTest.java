package dev.carousel.tensor;

import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.random.Randomness;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What does not fit is refused with both shapes; nothing wrong is computed in silence. */
class MisuseTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  private final Tape tape = new Tape(ENGINE, true);

  private void refused(Function<Tape, Tensor> f, String message) {
    assertThatThrownBy(() -> f.apply(tape))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private Tensor on(int... sizes) {
    return tape.variable(tensor(1, sizes));
  }

  @Test
  void goesBackOnceAForwardPass() {
    Tensor zero = tape.zeros(Shape.of(2, 5));
    Tensor loss = tape.lstm(on(2, 3, 4), zero, zero, on(4, 20), on(5, 20), on(20)).sequence().sum();
    tape.backward(loss);
    assertThatThrownBy(() -> tape.backward(loss))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward went over this LSTM layer before and overwrote what it needs: reset the tape"
                + " and compute forward again");
  }

  @Test
  void shapesThatDoNotFit() {
    refused(
        t -> on(2, 3).plus(on(2)),
        "add: second operand has shape (2), expected (2, 3) or its last axes");
    refused(
        t -> on(3).times(on(2, 3)),
        "multiply: second operand has shape (2, 3), expected (3) or its last axes");
    refused(
        t -> on(4).plusProduct(on(2, 3), on(4, 4)),
        "linear: x (2, 3) times w (4, 4) plus (4): expected x (..., K), w (K, N), init (N) or"
            + " (..., N)");
    refused(
        t -> t.concat(List.of(on(2, 3), on(3, 3))),
        "concat: shapes (2, 3) and (3, 3) differ before the last axis");
    refused(
        t -> t.stack(List.of(on(2, 3), on(2, 4))),
        "stack: shapes (2, 3) and (2, 4), expected equal ones (B, F)");
    refused(
        t -> t.stack(List.of(on(2), on(2))),
        "stack: shapes (2) and (2), expected equal ones (B, F)");
    refused(t -> on(2, 3).reshape(5), "reshape: (2, 3) holds 6 elements, (5) holds 5");
    refused(
        t -> t.softmaxCrossEntropy(on(2, 3), on(3, 2)),
        "cross-entropy: logits (2, 3), target (3, 2)");
    refused(
        t -> t.lstm(on(2, 5, 3), on(2, 4), on(2, 4), on(3, 16), on(4, 16), on(15)).h(),
        "lstm: x (2, 5, 3), h0 (2, 4), c0 (2, 4), wX (3, 16), wH (4, 16), bias (15),"
            + " peepholes none, projection none, mask none; expected (B, T, I), (B, R), (B, H),"
            + " (I, 4H), (R, 4H), (4H), (3H), (H, R), (B, T), where R is H without projection");
    refused(
        t ->
            t.gru(
                    on(2, 5, 3),
                    on(2, 4),
                    new GruOp.Weights(on(3, 12), on(4, 12), on(12), on(12)),
                    LstmOp.Options.NONE)
                .h(),
        "gru: x (2, 5, 3), h0 (2, 4), wX (3, 12), wH (4, 12), bias (12), recurrent bias (12), mask"
            + " none; expected (B, T, I), (B, H), (I, 3H), (H, 3H), (3H), (H), (B, T)");
    refused(
        t ->
            t.rnn(
                    on(2, 5, 3),
                    on(2, 4),
                    new RnnOp.Weights(on(3, 4), on(4, 5), on(4)),
                    RnnActivation.TANH,
                    LstmOp.Options.NONE)
                .h(),
        "rnn: x (2, 5, 3), h0 (2, 4), wX (3, 4), wH (4, 5), bias (4), mask none; expected (B, T,"
            + " I), (B, H), (I, H), (H, H), (H), (B, T)");
  }

  @Test
  void indicesOutside() {
    assertThatThrownBy(() -> on(2, 3).columns(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> on(2, 3, 1).step(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> on(2, 3).get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> on(2, 3).get(1)).hasMessage("1 indices for shape (2, 3)");
  }

  @Test
  void dataAndTapes() {
    assertThatThrownBy(() -> tensor(1, 2).tanh())
        .hasMessage("Tensor(2) is plain data: put it on a tape with tape.constant(...) first");
    Tensor elsewhere = new Tape(ENGINE, true).constant(tensor(1, 2));
    assertThatThrownBy(() -> on(2).plus(elsewhere)).hasMessage("Tensor(2) belongs to another tape");
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .hasMessage("5 values for shape (2, 3), which holds 6");
    assertThatThrownBy(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
        .hasMessage("ragged array: part 1 has shape (1), the first one (2)");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16)).hasMessageContaining("4294967296");
  }

  @Test
  void backwardStartsAtOneNumberOfATapeThatRecords() {
    Tensor a = on(2);
    assertThatThrownBy(() -> tape.backward(a))
        .hasMessage("backward starts at one number, this has shape (2)");
    Tape inference = new Tape(ENGINE, false);
    Tensor b = inference.variable(tensor(1, 1)).sum();
    assertThatThrownBy(() -> inference.backward(b))
        .hasMessage("this tape does not record: it was made for inference");
  }

  @Test
  void nestedArrays() {
    Tensor a = Tensor.of(new float[][][] {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}});
    assertThat(a.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(a.get(1, 2, 0)).isEqualTo(11);
    assertThat(a).hasToString("Tensor(2, 3, 2)");
  }

  @Test
  void aTapeThatWasResetComputesTheSameAgain() {
    float[][] first = gradientOfTanh();
    tape.reset(new Randomness(0, 0));
    float[][] second = gradientOfTanh();
    assertThat(second).isDeepEqualTo(first);
  }

  private float[][] gradientOfTanh() {
    Tensor a = on(3, 5);
    Tensor y = a.tanh().times(a);
    tape.backward(y.sum());
    return new float[][] {y.toArray(), tape.gradient(a).toArray()};
  }
}
