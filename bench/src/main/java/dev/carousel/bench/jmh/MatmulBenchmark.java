package dev.carousel.bench.jmh;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The forms of the matrix product with K = 512 and N = 2048, and packing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatmulBenchmark {
  private static final int K = 512;
  private static final int N = 2048;

  /** M: 1 is a streaming step, 256 a chunk of rows of a weight gradient. */
  @Param({"1", "8", "64", "256"})
  public int rows;

  private final Matmul matmul = Numbers.kernels().matmul();
  private final float[] a = Numbers.uniform(256 * K, 1);
  private final float[] b = Numbers.uniform(256 * N, 1);
  private final float[] weights = Numbers.uniform(K * N, 0.05f);
  private final float[] out = new float[256 * N];
  private final float[] gradient = new float[K * N];
  private final PackedMatrix packed = matmul.pack(K, N, weights, 0, N);

  /** Sums start anew, so that they stay small. */
  @Setup(Level.Iteration)
  public void zero() {
    Arrays.fill(out, 0f);
    Arrays.fill(gradient, 0f);
  }

  /** (M, K) * packed (K, N). */
  @Benchmark
  public float[] timesPacked() {
    matmul.multiply(rows, a, 0, K, packed, out, 0, N);
    return out;
  }

  /** (M, K)^T * (M, N), the weight gradient. */
  @Benchmark
  public float[] transposedTimes() {
    Matmul.Left left = new Matmul.Left(K, a, 0, K, gradient, 0, N);
    matmul.multiplyTransposed(rows, Matmul.Right.of(N, b, 0, N), List.of(left));
    return gradient;
  }
}
