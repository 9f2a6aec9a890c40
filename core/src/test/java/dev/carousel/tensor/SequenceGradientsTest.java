package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations on sequences and their masks, differentiated, against differences in double. */
class SequenceGradientsTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  /** Three sequences: one with a hole, one that is whole, one without any step. */
  private static final Tensor MASK =
      Tensor.of(new float[][] {{1, 0, 1, 0}, {1, 1, 1, 1}, {0, 0, 0, 0}});

  private static Ops ops(List<Tensor> in) {
    return in.getFirst().ops();
  }

  @Test
  void pooling() {
    for (Pooling pooling : Pooling.values()) {
      Tensor x = tensor(3, 3, 4, 5);
      check(pooling + " of all", in -> ops(in).pool(pooling, in.get(0), null), x);
      check(pooling + " masked", in -> ops(in).pool(pooling, in.get(0), ops(in).constant(MASK)), x);
    }
  }

  @Test
  void softmaxOfWhatIsThere() {
    check(
        "rows of sequences",
        in -> ops(in).softmax(in.get(0).times(3), ops(in).constant(MASK)),
        tensor(1, 3, 2, 4));
    check("rows", in -> ops(in).softmax(in.get(0), ops(in).constant(MASK)), tensor(1, 3, 4));
  }

  @Test
  void outerSums() {
    check(
        "outer sum",
        in -> ops(in).outerSum(in.get(0), in.get(1)),
        tensor(1, 2, 3, 5),
        tensor(2, 2, 4, 5));
    check("of itself", in -> ops(in).outerSum(in.get(0), in.get(0)), tensor(1, 2, 3, 1));
  }

  @Test
  void linearTransposed() {
    for (int[] s : new int[][] {{1, 1, 1}, {2, 3, 5}, {7, 5, 17}, {6, 17, 3}}) {
      check(
          "rows",
          in -> ops(in).linearTransposed(in.get(0), in.get(1), in.get(2)),
          tensor(1, s[2]),
          tensor(2, s[0], s[1]),
          tensor(3, s[2], s[1]));
    }
    check(
        "sequences",
        in -> ops(in).linearTransposed(in.get(0), in.get(1), in.get(2)),
        tensor(1, 2, 3, 4),
        tensor(2, 2, 3, 5),
        tensor(3, 4, 5));
  }

  @Test
  void whatIsNotThereCannotBeSeen() {
    Tape tape = new Tape(ENGINE, true);
    float[] values = tensor(1, 3, 4, 2).toArray();
    for (int row : new int[] {1, 3, 8, 9, 10, 11}) {
      Arrays.fill(values, 2 * row, 2 * row + 2, Float.NaN);
    }
    Tensor x = tape.variable(Tensor.of(values, 3, 4, 2));
    for (Pooling pooling : Pooling.values()) {
      Tensor y = tape.pool(pooling, x, tape.constant(MASK));
      assertThat(y.toArray()).doesNotContain(Float.NaN).endsWith(0, 0);
    }
    Tensor scores = tape.variable(Tensor.of(Arrays.copyOf(values, 12), 3, 4));
    Tensor y =
        tape.softmax(
            scores,
            tape.constant(Tensor.of(new float[][] {{1, 1, 0, 0}, {1, 1, 1, 1}, {0, 0, 0, 0}})));
    assertThat(Samples.row(y, 0).toArray()).doesNotContain(Float.NaN).endsWith(0, 0);
    assertThat(Samples.row(y, 2).toArray()).containsOnly(0);
  }

  @Test
  void threadsChangeNoBit() {
    float[][] one = run(1);
    for (int threads = 2; threads <= 3; threads++) {
      assertThat(run(threads)).as("%d threads", threads).isDeepEqualTo(one);
    }
  }

  /** Large enough to be cut. */
  private static float[][] run(int threads) {
    try (Workers workers = new Workers(threads)) {
      Tape tape = new Tape(new Engine(ENGINE.kernels(), workers), true);
      Tensor q = tape.variable(tensor(1, 7, 33, 40));
      Tensor m = tape.variable(tensor(2, 7, 29, 40));
      Tensor table = tape.variable(tensor(3, 50, 40));
      Tensor scores = q.matmul(m.transpose());
      Tensor sums = tape.outerSum(q, m).reshape(7, 33, 29 * 40);
      Tensor tied = tape.linearTransposed(tape.zeros(Shape.of(50)), q, table);
      tape.backward(scores.times(scores).sum().plus(sums.tanh().sum()).plus(tied.tanh().sum()));
      List<float[]> results = new ArrayList<>();
      results.add(scores.toArray());
      results.add(sums.toArray());
      results.add(tied.toArray());
      for (Tensor in : List.of(q, m, table)) {
        results.add(tape.gradient(in).toArray());
      }
      return results.toArray(float[][]::new);
    }
  }

  @Test
  void shapesThatDoNotFit() {
    Tape tape = new Tape(ENGINE, false);
    Tensor x = tape.constant(tensor(1, 3, 4, 5));
    assertThatThrownBy(() -> tape.pool(Pooling.MAX, x, tape.constant(tensor(2, 3, 5))))
        .hasMessage("pool: x (3, 4, 5), mask (3, 5); expected (B, T, F), (B, T)");
    assertThatThrownBy(() -> tape.softmax(x, tape.constant(tensor(2, 3, 4))))
        .hasMessage("softmax: rows (3, 4, 5), mask (3, 4); expected (B, ..., S), (B, S)");
    assertThatThrownBy(() -> tape.outerSum(x, tape.constant(tensor(2, 3, 4))))
        .hasMessage("outer sum: (3, 4, 5) and (3, 4), expected (B, T, F) and (B, S, F)");
    Tensor zeros = tape.zeros(Shape.of(6));
    assertThatThrownBy(() -> tape.linearTransposed(zeros, x, tape.constant(tensor(2, 5, 6))))
        .hasMessage(
            "linear: x (3, 4, 5) times w (5, 6) plus (6): expected x (..., K), w (N, K), init (N)"
                + " or (..., N)");
  }
}
