package dev.carousel.bench.jmh;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Packing of a matrix of 512 x 2048, done once after each update of the weights. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PackBenchmark {
  private static final int K = 512;
  private static final int N = 2048;

  private final Matmul matmul = Numbers.kernels().matmul();
  private final float[] weights = Numbers.uniform(K * N, 0.05f);
  private final PackedMatrix packed = new PackedMatrix(K, N, matmul.panelWidth());
  private final PackedMatrix transposed = new PackedMatrix(N, K, matmul.panelWidth());

  /** As it is, for forward. */
  @Benchmark
  public PackedMatrix pack() {
    matmul.pack(packed, weights, 0, N, 0, packed.panels());
    return packed;
  }

  /** Its transpose, for backward. */
  @Benchmark
  public PackedMatrix packTransposed() {
    matmul.packTransposed(transposed, weights, 0, N, 0, transposed.panels());
    return transposed;
  }
}
