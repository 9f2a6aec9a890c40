package dev.carousel.tensor;

import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Sequences that nobody goes back through keep the cells of one step only, long ones the gates too,
 * and give the same bits as those in training, which keep all.
 */
class StepwiseLstmTest {
  private static final Engine TWO = Engine.of("auto", 2);

  @AfterAll
  static void endThreads() {
    TWO.workers().close();
  }

  /** A layer over sequences. */
  private record Layer(
      int batch, int time, int hidden, int output, boolean reversed, boolean mask) {
    private static final int INPUT = 9;

    float[][] run(Tape tape) {
      tape.reset(new Randomness(0, 0));
      Tensor there = tape.constant(Tensor.of(holes(), batch, time));
      LstmOp.Weights weights =
          new LstmOp.Weights(
              on(tape, 4, INPUT, 4 * hidden).times(0.3f),
              on(tape, 5, output, 4 * hidden).times(0.1f),
              on(tape, 6, 4 * hidden),
              reversed ? on(tape, 7, 3 * hidden) : null,
              output == hidden ? null : on(tape, 8, hidden, output));
      LstmOp.Result result =
          tape.lstm(
              on(tape, 1, batch, time, INPUT),
              on(tape, 2, batch, output),
              on(tape, 3, batch, hidden),
              weights,
              new LstmOp.Options(reversed, mask ? there : null));
      return new float[][] {
        result.sequence().toArray(), result.h().toArray(), result.c().toArray()
      };
    }

    private static Tensor on(Tape tape, int seed, int... sizes) {
      return tape.constant(tensor(seed, sizes));
    }

    private float[] holes() {
      float[] there = new float[batch * time];
      for (int i = 0; i < there.length; i++) {
        there[i] = i % 5 == 3 ? 0 : 1;
      }
      return there;
    }

    long bufferBytes(boolean training) {
      Tape tape = new Tape(TWO, training);
      run(tape);
      return tape.bufferBytes();
    }
  }

  private static void check(Layer layer) {
    assertThat(layer.run(new Tape(TWO, false)))
        .as("%s", layer)
        .isDeepEqualTo(layer.run(new Tape(TWO, true)));
  }

  @Test
  void cellsOfOneStep() {
    check(new Layer(5, 7, 11, 11, false, false));
    check(new Layer(5, 7, 11, 11, true, true));
    check(new Layer(5, 7, 11, 4, false, true));
    check(new Layer(1, 30, 160, 160, true, false));
  }

  @Test
  void rowsOverThreads() {
    check(new Layer(40, 240, 112, 112, false, false));
    check(new Layer(40, 240, 112, 112, true, true));
    check(new Layer(40, 240, 112, 50, false, true));
  }

  @Test
  void unitsOverThreads() {
    check(new Layer(20, 340, 160, 160, false, false));
    check(new Layer(20, 340, 160, 160, true, true));
    check(new Layer(20, 340, 160, 150, true, false));
  }

  @Test
  void needsTheGatesAndCellsOfOneStep() {
    Layer layer = new Layer(40, 240, 112, 112, false, false);
    long states = 4L * 240 * 40 * 112;
    long dropped = (4 + 2) * states; // gates, c and tanhC
    assertThat(layer.bufferBytes(false)).isLessThan(layer.bufferBytes(true) - dropped * 9 / 10);
  }

  @Test
  void shortOnesNeedTheCellsOfOneStep() {
    Layer layer = new Layer(10, 60, 64, 64, false, false);
    long states = 4L * 60 * 10 * 64;
    assertThat(layer.bufferBytes(false)).isLessThan(layer.bufferBytes(true) - 2 * states * 9 / 10);
  }
}
