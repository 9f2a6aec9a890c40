package dev.carousel.bench.jmh;

import dev.carousel.kernel.Reductions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reductions and softmax along one row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReductionsBenchmark {
  /** Length of the row: short, one block, a vocabulary. */
  @Param({"64", "1000", "10000"})
  public int n;

  private final Reductions reductions = Numbers.kernels().reductions();
  private float[] a = {};
  private float[] b = {};
  private float[] out = {};

  /** Draws the rows. */
  @Setup
  public void prepare() {
    a = Numbers.uniform(n, 6);
    b = Numbers.uniform(n, 1);
    out = new float[n];
  }

  /** Sum. */
  @Benchmark
  public double sum() {
    return reductions.sum(a, 0, n);
  }

  /** Sum of products. */
  @Benchmark
  public double dot() {
    return reductions.dot(a, 0, b, 0, n);
  }

  /** Maximum. */
  @Benchmark
  public float max() {
    return reductions.max(a, 0, n);
  }

  /** Softmax. */
  @Benchmark
  public float[] softmax() {
    reductions.softmax(a, 0, out, 0, n);
    return out;
  }

  /** Logarithm of the sum of exponentials. */
  @Benchmark
  public float logSumExp() {
    return reductions.logSumExp(a, 0, n);
  }
}
