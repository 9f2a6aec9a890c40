package dev.carousel.tensor;

import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedding is what one-hot rows times the table are, value and gradient. */
class EmbeddingTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  /** Value, and the gradient of the table, which lies behind another parameter in its arena. */
  private static float[][] run(Engine engine, Tensor ids, Tensor table, boolean dense) {
    Parameters.Builder builder = new Parameters.Builder();
    builder.add("first", Shape.of(3), (shape, values, offset, random) -> {});
    float[] from = table.toArray();
    builder.add(
        "table",
        table.shape(),
        (shape, to, at, random) -> System.arraycopy(from, 0, to, at, from.length));
    Parameters arena = builder.build(1);
    Tape tape = new Tape(engine, true);
    Tensor w = tape.parameter(arena.get("table"));
    int vocabulary = table.shape().at(0);
    Tensor y =
        dense
            ? tape.zeros(Shape.of(table.shape().at(1)))
                .plusProduct(tape.constant(Samples.oneHot(ids, vocabulary)), w)
            : tape.embedding(tape.constant(ids), w);
    assertThat(y.shape()).isEqualTo(ids.shape().append(table.shape().at(1)));
    Tensor weights = tape.constant(tensor(9, y.shape().toArray()));
    tape.backward(y.times(weights).sum());
    return new float[][] {y.toArray(), arena.gradients()};
  }

  /** Adding +0 leaves every value but -0 as it is. */
  private static int[] bitsUpToTheSignOfZero(float[] values) {
    float[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += 0f;
    }
    return Samples.bits(copy);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "2, 5, 3, 7", "7, 3, 2, 33", "5, 4, 31, 16", "20, 35, 97, 65"})
  void equalsOneHotRowsTimesTheTable(int batch, int time, int vocabulary, int units) {
    Tensor ids = Samples.tokens(batch, vocabulary, batch, time);
    Tensor table = tensor(2, vocabulary, units);
    float[][] sparse = run(ENGINE, ids, table, false);
    float[][] dense = run(ENGINE, ids, table, true);
    for (int part = 0; part < 2; part++) {
      assertThat(bitsUpToTheSignOfZero(sparse[part])).isEqualTo(bitsUpToTheSignOfZero(dense[part]));
    }
  }

  /** 700 rows of 65 are cut; tokens that come twice show an order of additions that is not kept. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsChangeNoBit(int threads) {
    Tensor ids = Samples.tokens(1, 5, 20, 35);
    Tensor table = tensor(2, 5, 65);
    float[][] expected = run(ENGINE, ids, table, false);
    Engine engine = Engine.of("auto", threads);
    try (Workers workers = engine.workers()) {
      float[][] actual = run(engine, ids, table, false);
      assertThat(workers.threads()).isEqualTo(threads);
      assertThat(Samples.bits(actual[0])).isEqualTo(Samples.bits(expected[0]));
      assertThat(Samples.bits(actual[1])).isEqualTo(Samples.bits(expected[1]));
    }
  }

  @Test
  void onlyRowsOfTheTokensGetAGradient() {
    Tape tape = new Tape(ENGINE, true);
    Tensor table = tape.variable(tensor(1, 4, 2));
    tape.backward(tape.embedding(tape.constant(Tensor.of(new float[] {3, 1, 3}, 3)), table).sum());
    assertThat(tape.gradient(table).toArray()).containsExactly(0, 0, 1, 1, 0, 0, 2, 2);
  }

  @Test
  void gradients() {
    Tensor ids = Tensor.of(new float[] {0, 2, 2, 1, 4, 2}, 2, 3);
    GradientCheck.check(
        "embedding",
        in -> {
          Ops ops = in.getFirst().ops();
          return ops.embedding(GradientCheckTest.onOps(in, ids), in.getFirst()).tanh();
        },
        tensor(1, 5, 3));
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "-1, -1", "1e10, 10000000000", "2.5, 2.5", "NaN, NaN"})
  void whatIsNoToken(float wrong, String shown) {
    Tape tape = new Tape(ENGINE, true);
    Tensor table = tape.variable(tensor(1, 7, 2));
    float[] ids = {0, 6, -0f, 5, 4, wrong};
    assertThatThrownBy(() -> tape.embedding(tape.constant(Tensor.of(ids, 2, 3)), table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "embedding: ids holds %s at (1, 2), expected a token: a whole number from 0 to 6 (the"
                + " vocabulary has 7)",
            shown);
  }

  @Test
  void aTableHasTwoAxes() {
    Tape tape = new Tape(ENGINE, true);
    Tensor table = tape.variable(tensor(1, 7));
    assertThatThrownBy(() -> tape.embedding(tape.zeros(Shape.of(1)), table))
        .hasMessage("embedding: table (7), expected (V, E)");
  }
}
