package dev.carousel.bench.jmh;

import dev.carousel.kernel.Activations;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Elementwise functions; the time is that of one element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ActivationsBenchmark.ELEMENTS)
public class ActivationsBenchmark {
  static final int ELEMENTS = 4096;

  private final Activations activations = Numbers.kernels().activations();
  private final float[] in = Numbers.uniform(ELEMENTS, 6);
  private final float[] positive = positive();
  private final float[] out = new float[ELEMENTS];

  private float[] positive() {
    float[] values = in.clone();
    for (int i = 0; i < ELEMENTS; i++) {
      values[i] = Math.abs(values[i]) + 0.01f;
    }
    return values;
  }

  /** e^x. */
  @Benchmark
  public float[] exp() {
    activations.exp(in, 0, out, 0, ELEMENTS);
    return out;
  }

  /** ln x. */
  @Benchmark
  public float[] log() {
    activations.log(positive, 0, out, 0, ELEMENTS);
    return out;
  }

  /** The logistic function. */
  @Benchmark
  public float[] sigmoid() {
    activations.sigmoid(in, 0, out, 0, ELEMENTS);
    return out;
  }

  /** The hyperbolic tangent. */
  @Benchmark
  public float[] tanh() {
    activations.tanh(in, 0, out, 0, ELEMENTS);
    return out;
  }
}
