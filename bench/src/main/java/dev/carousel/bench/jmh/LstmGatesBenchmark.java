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
  private float[] gates = {};
  private float[] cPrev = {};
  private float[] c = {};
  private float[] tanhC = {};
  private float[] h = {};
  private float[] dh = {};
  private float[] dc = {};
  private float[] dGates = {};

  /** Draws pre-activations, and does one step forward for backward to go back from. */
  @Setup
  public void prepare() {
    pre = Numbers.uniform(Gate.COUNT * hidden, 3);
    gates = pre.clone();
    dGates = pre.clone();
    cPrev = Numbers.uniform(hidden, 1);
    dh = Numbers.uniform(hidden, 1);
    dc = new float[hidden];
    c = new float[hidden];
    tanhC = new float[hidden];
    h = new float[hidden];
    forward();
  }

  /** The pre-activations copied in first, as they are overwritten. */
  @Benchmark
  public float[] forward() {
    System.arraycopy(pre, 0, gates, 0, pre.length);
    lstmGates.forward(hidden, gates, 0, cPrev, 0, c, 0, tanhC, 0, h, 0);
    return h;
  }

  /** Gradients of the pre-activations. */
  @Benchmark
  public float[] backward() {
    lstmGates.backward(hidden, gates, 0, cPrev, 0, tanhC, 0, dh, 0, dc, 0, dGates, 0);
    return dGates;
  }
}
