package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.tensor.Samples;
import org.junit.jupiter.api.Test;

/** What every {@link Optimizer} has to do, against its paper's lines in double. */
abstract class OptimizerContract {
  private static final int N = 21;
  private static final int STEPS = 30;

  abstract Optimizer optimizer();

  /** The paper's step on one value; {@code memory} is its own. */
  abstract double reference(long step, double value, double gradient, double[] memory);

  @Test
  void followsThePaper() {
    Optimizer optimizer = optimizer();
    float[] values = Samples.values(1, N, 1);
    float[][] slots = new float[optimizer.slots()][N];
    double[] expected = new double[N];
    double[][] memory = new double[N][4];
    for (int i = 0; i < N; i++) {
      expected[i] = values[i];
    }
    for (long step = 1; step <= STEPS; step++) {
      float[] gradients = Samples.values(step + 10, N, 2);
      gradients[3] = 0;
      gradients[4] *= 1e-6f;
      gradients[5] *= 1e4f;
      float[] before = gradients.clone();
      optimizer.step(step, values, gradients, slots);
      assertThat(gradients).isEqualTo(before);
      for (int i = 0; i < N; i++) {
        expected[i] = reference(step, expected[i], gradients[i], memory[i]);
        assertThat((double) values[i])
            .as("value %d after step %d", i, step)
            .isCloseTo(expected[i], within(2e-5 * (1 + Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void sameInSameBitsOut() {
    assertThat(Samples.bits(run())).isEqualTo(Samples.bits(run()));
  }

  private float[] run() {
    Optimizer optimizer = optimizer();
    float[] values = Samples.values(1, N, 1);
    float[][] slots = new float[optimizer.slots()][N];
    for (long step = 1; step <= 5; step++) {
      optimizer.step(step, values, Samples.values(step, N, 1), slots);
    }
    return values;
  }

  /** Threads take ranges, down to a single value: no bit may depend on them. */
  @Test
  void rangesAndSingleValuesAreTheWhole() {
    for (int piece : new int[] {1, 2, 8, 20}) {
      Optimizer optimizer = optimizer();
      float[] values = Samples.values(1, N, 1);
      float[][] slots = new float[optimizer.slots()][N];
      for (long step = 1; step <= 5; step++) {
        float[] gradients = Samples.values(step, N, 1);
        for (int from = 0; from < N; from += piece) {
          int to = Math.min(N, from + piece);
          optimizer.step(step, 1, values, gradients, slots, from, to);
        }
      }
      assertThat(Samples.bits(values)).as("pieces of %d", piece).isEqualTo(Samples.bits(run()));
    }
  }

  /** An empty range and others' values stay as they are. */
  @Test
  void nothingOutsideIsTouched() {
    Optimizer optimizer = optimizer();
    float[] values = Samples.values(1, N, 1);
    float[][] slots = new float[optimizer.slots() + 1][N]; // whoever wraps it may keep more
    optimizer.step(1, 1, values, Samples.values(2, N, 1), slots, 7, 7);
    assertThat(values).isEqualTo(Samples.values(1, N, 1));
    optimizer.step(1, 1, values, Samples.values(2, N, 1), slots, 7, 9);
    for (int i = 0; i < N; i++) {
      assertThat(values[i] != Samples.values(1, N, 1)[i]).isEqualTo(i == 7 || i == 8);
      for (float[] slot : slots) {
        assertThat(slot[i] == 0 || i == 7 || i == 8).isTrue();
      }
    }
    assertThat(slots[optimizer.slots()]).containsOnly(0);
  }

  @Test
  void theFactorScalesTheMoveAndNotTheMemory() {
    float[][] moves = new float[3][];
    float[][][] memories = new float[3][][];
    double[] factors = {1, 0.25, 0};
    for (int f = 0; f < factors.length; f++) {
      Optimizer optimizer = optimizer();
      float[] values = Samples.values(1, N, 1);
      float[][] slots = new float[optimizer.slots()][N];
      for (long step = 1; step <= 3; step++) {
        optimizer.step(step, values, Samples.values(step, N, 1), slots);
      }
      float[] before = values.clone();
      optimizer.step(4, factors[f], values, Samples.values(4, N, 1), slots, 0, N);
      for (int i = 0; i < N; i++) {
        values[i] -= before[i];
      }
      moves[f] = values;
      memories[f] = slots;
    }
    assertThat(memories[1]).isDeepEqualTo(memories[0]);
    assertThat(memories[2]).isDeepEqualTo(memories[0]);
    assertThat(moves[2]).containsOnly(0);
    for (int i = 0; i < N; i++) {
      assertThat(moves[1][i]).isCloseTo(0.25f * moves[0][i], within(1e-6f));
      assertThat(moves[0][i]).isNotZero();
    }
  }

  @Test
  void itsWordsAreItsOptions() {
    assertThat(optimizer().toString())
        .isEqualTo(optimizer().toString())
        .contains("rate=")
        .doesNotContain("@");
  }

  @Test
  void goesDownhill() {
    Optimizer optimizer = optimizer();
    float[] w = {0.3f, -0.2f};
    float[][] slots = new float[optimizer.slots()][2];
    for (long step = 1; step <= 400; step++) {
      optimizer.step(step, w, new float[] {2 * (w[0] - 0.1f), 2 * (w[1] + 0.1f)}, slots);
    }
    assertThat(w[0]).isCloseTo(0.1f, within(0.05f));
    assertThat(w[1]).isCloseTo(-0.1f, within(0.05f));
  }
}
