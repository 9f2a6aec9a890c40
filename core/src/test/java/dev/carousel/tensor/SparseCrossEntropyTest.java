package dev.carousel.tensor;

import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Workers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cross-entropy with tokens is cross-entropy with their one-hot rows. */
class SparseCrossEntropyTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  /** Losses of rows, and the gradient of the logits, from a weighted sum. */
  private static float[][] run(Engine engine, Tensor logits, Tensor ids, boolean dense) {
    Tape tape = new Tape(engine, true);
    Tensor a = tape.variable(logits);
    int n = logits.shape().last();
    Tensor y =
        dense
            ? tape.softmaxCrossEntropy(a, tape.constant(Samples.oneHot(ids, n)))
            : tape.sparseSoftmaxCrossEntropy(a, tape.constant(ids));
    assertThat(y.shape()).isEqualTo(ids.shape());
    tape.backward(y.times(tape.constant(tensor(4, ids.shape().toArray()))).sum());
    return new float[][] {y.toArray(), tape.gradient(a).toArray()};
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 3, 5", "1, 5, 16", "3, 2, 33", "2, 2, 4096", "1, 3, 10007"})
  void equalsTheDenseForm(int batch, int time, int vocabulary) {
    Tensor logits =
        Tensor.of(Samples.values(1, batch * time * vocabulary, 9), batch, time, vocabulary);
    Tensor ids = Samples.tokens(2, vocabulary, batch, time);
    float[][] sparse = run(ENGINE, logits, ids, false);
    float[][] dense = run(ENGINE, logits, ids, true);
    assertThat(Samples.bits(sparse[0])).isEqualTo(Samples.bits(dense[0]));
    assertThat(Samples.bits(sparse[1])).isEqualTo(Samples.bits(dense[1]));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsAndKernelsChangeNoBit(int threads) {
    Tensor logits = Tensor.of(Samples.values(1, 7 * 5003, 9), 7, 5003);
    Tensor ids = Samples.tokens(2, 5003, 7);
    for (boolean dense : new boolean[] {false, true}) {
      float[][] expected = run(Engine.of("scalar", 1), logits, ids, dense);
      Engine engine = Engine.of("vector", threads);
      try (Workers workers = engine.workers()) {
        float[][] actual = run(engine, logits, ids, dense);
        assertThat(workers.threads()).isEqualTo(threads);
        assertThat(Samples.bits(actual[0])).isEqualTo(Samples.bits(expected[0]));
        assertThat(Samples.bits(actual[1])).isEqualTo(Samples.bits(expected[1]));
      }
    }
  }

  @Test
  void gradients() {
    Tensor ids = Tensor.of(new float[] {4, 0, 2, 2, 1, 3}, 2, 3);
    GradientCheck.check(
        "sparse cross-entropy",
        in ->
            in.getFirst()
                .ops()
                .sparseSoftmaxCrossEntropy(in.getFirst(), GradientCheckTest.onOps(in, ids)),
        tensor(1, 2, 3, 5));
  }

  /** The logits' gradient is the loss's own buffer; what else flows in must be added to it. */
  @Test
  void logitsThatAreUsedTwice() {
    Tensor ids = Tensor.of(new float[] {4, 0, 2, 2, 1, 3}, 6);
    check(ids, a -> a.reshape(6, 5));
    check(ids, a -> a.times(a).reshape(6, 5));
    check(ids, a -> a.reshape(6, 5).plus(a.tanh().reshape(6, 5)));
  }

  private static void check(Tensor ids, UnaryOperator<Tensor> logits) {
    GradientCheck.check(
        "before",
        in -> {
          Tensor a = logits.apply(in.getFirst());
          Tensor other = a.softmax().sum().plus(a.times(a).sum());
          Ops ops = a.ops();
          Tensor loss = ops.sparseSoftmaxCrossEntropy(a, GradientCheckTest.onOps(in, ids)).sum();
          Tensor twice = ops.sparseSoftmaxCrossEntropy(a, GradientCheckTest.onOps(in, ids)).sum();
          return loss.plus(other).plus(a.tanh().sum()).plus(twice);
        },
        tensor(1, 2, 3, 5));
  }

  @Test
  void whatDoesNotFit() {
    Tape tape = new Tape(ENGINE, true);
    Tensor logits = tape.variable(tensor(1, 2, 3));
    assertThatThrownBy(() -> tape.sparseSoftmaxCrossEntropy(logits, tape.zeros(Shape.of(3))))
        .hasMessage("cross-entropy: logits (2, 3), ids (3); expected (..., V) and (...)");
    Tensor ids = tape.constant(Tensor.of(new float[] {2, 3}, 2));
    assertThatThrownBy(() -> tape.sparseSoftmaxCrossEntropy(logits, ids))
        .hasMessage(
            "cross-entropy: target holds 3 at (1), expected a token: a whole number from 0 to 2"
                + " (the vocabulary has 3)");
  }

  @Test
  void extremeLogits() {
    float inf = Float.POSITIVE_INFINITY;
    Tensor logits = Tensor.of(new float[] {1e4f, -1e4f, 0, -inf, 2, 2, inf, 0, 1}, 3, 3);
    float[][] results = run(ENGINE, logits, Tensor.of(new float[] {1, 2, 1}, 3), false);
    assertThat(results[0][0]).isEqualTo(2e4f);
    assertThat(results[0][1]).isBetween(0.69314f, 0.69315f);
    assertThat(results[0][2]).isEqualTo(inf);
    assertThat(results[1][3]).isZero();
    assertThat(results[1][7]).isNaN();
  }
}
