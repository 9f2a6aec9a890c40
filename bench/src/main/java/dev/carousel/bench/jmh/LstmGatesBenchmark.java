package dev.carousel.bench.jmh;

import dev.carousel.kernel.Gate;
import dev.carousel.kernel.LstmGates;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The elementwise half of an LSTM step, one row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LstmGatesBenchmark {
  /** H. */
  @Param({"64", "256", "1024"})
  public int hidden;

  private final LstmGates lstmGates = Numbers.kernels().lstmGates();
  private float[] pre = {};
  private LstmGates.Saved saved = rows(0);
  private float[] dh = {};
  private float[] dc = {};
  private float[] dGates = {};

  /** One row of gates; two of states, before and after the step. */
  private static LstmGates.Saved rows(int hidden) {
    return new LstmGates.Saved(
        new float[Gate.COUNT * hidden],
        Numbers.uniform(2 * hidden, 1),
        new float[2 * hidden],
        new float[2 * hidden],
        null);
  }

  /** Draws pre-activations, and does one step forward for backward to go back from. */
  @Setup
  public void prepare() {
    pre = Numbers.uniform(Gate.COUNT * hidden, 3);
    saved = rows(hidden);
    dh = Numbers.uniform(2 * hidden, 1);
    dc = new float[hidden];
    dGates = new float[Gate.COUNT * hidden];
    forward();
  }

  /** The pre-activations copied in first, as they are overwritten. */
  @Benchmark
  public float[] forward() {
    System.arraycopy(pre, 0, saved.gates(), 0, pre.length);
    lstmGates.forward(hidden, 0, hidden, saved, 0, 0, hidden, hidden);
    return saved.h();
  }

  /** Gradients of the pre-activations. */
  @Benchmark
  public float[] backward() {
    lstmGates.backward(hidden, 0, hidden, saved, 0, 0, hidden, dh, dc, 0, dGates);
    return dGates;
  }
}
