package dev.carousel.bench.jmh;

import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.RnnGates;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The elementwise half of a simple RNN's step, one row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RnnGatesBenchmark {
  /** H. */
  @Param({"64", "256", "1024"})
  public int hidden;

  /** Its function. */
  @Param({"TANH", "RELU"})
  public RnnActivation activation = RnnActivation.TANH;

  private final RnnGates rnnGates = Numbers.kernels().rnnGates();
  private float[] pre = {};
  private float[] h = {};
  private float[] dh = {};
  private float[] dPre = {};

  /** Draws pre-activations, and does one step forward for backward to go back from. */
  @Setup
  public void prepare() {
    pre = Numbers.uniform(hidden, 3);
    dh = Numbers.uniform(hidden, 1);
    h = new float[hidden];
    dPre = new float[hidden];
    forward();
  }

  /** From pre-activations to h. */
  @Benchmark
  public float[] forward() {
    rnnGates.forward(activation, hidden, pre, 0, h, 0);
    return h;
  }

  /** Gradients of the pre-activations. */
  @Benchmark
  public float[] backward() {
    rnnGates.backward(activation, hidden, h, 0, dh, 0, dPre, 0);
    return dPre;
  }
}
