package dev.carousel.bench.jmh;

import dev.carousel.kernel.GruGate;
import dev.carousel.kernel.GruGates;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The elementwise half of a GRU step in both reset forms, one row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GruGatesBenchmark {
  /** H. */
  @Param({"64", "256", "1024"})
  public int hidden;

  private final GruGates gruGates = Numbers.kernels().gruGates();
  private float[] pre = {};
  private float[] dh = {};
  private GruGates.Rows rows = rows(0);
  private GruGates.Rows gradients = rows(0);

  /** One row of gates and of the term; two of states, before and after the step. */
  private static GruGates.Rows rows(int hidden) {
    return new GruGates.Rows(
        new float[GruGate.COUNT * hidden],
        Numbers.uniform(hidden, 1),
        Numbers.uniform(2 * hidden, 1));
  }

  /** Draws pre-activations, and does one step forward for backward to go back from. */
  @Setup
  public void prepare() {
    pre = Numbers.uniform(GruGate.COUNT * hidden, 3);
    dh = Numbers.uniform(2 * hidden, 1);
    rows = rows(hidden);
    gradients = rows(hidden);
    forwardResetAfter();
  }

  /** The pre-activations copied in first, as they are overwritten. */
  @Benchmark
  public float[] forwardResetAfter() {
    System.arraycopy(pre, 0, rows.gates(), 0, pre.length);
    gruGates.forwardResetAfter(hidden, 0, hidden, rows, 0, 0, 0, hidden);
    return rows.h();
  }

  /** The gradients of h copied in first, as they are added to. */
  @Benchmark
  public float[] backwardResetAfter() {
    System.arraycopy(dh, 0, gradients.h(), 0, dh.length);
    gruGates.backwardResetAfter(hidden, 0, hidden, rows, gradients, 0, 0, 0, hidden);
    return gradients.gates();
  }

  /** Both halves, without the product between them. */
  @Benchmark
  public float[] forwardResetBefore() {
    System.arraycopy(pre, 0, rows.gates(), 0, pre.length);
    gruGates.forwardReset(hidden, 0, hidden, rows, 0, 0, 0);
    gruGates.forwardUpdate(hidden, 0, hidden, rows, 0, 0, hidden);
    return rows.h();
  }

  /** Both halves, without the product between them. */
  @Benchmark
  public float[] backwardResetBefore() {
    System.arraycopy(dh, 0, gradients.h(), 0, dh.length);
    gruGates.backwardUpdate(hidden, 0, hidden, rows, gradients, 0, 0, hidden);
    gruGates.backwardReset(hidden, 0, hidden, rows, gradients, 0, 0, 0);
    return gradients.gates();
  }
}
