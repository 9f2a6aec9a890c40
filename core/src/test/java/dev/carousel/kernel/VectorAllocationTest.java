package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.carousel.kernel.vector.VectorActivations;
import dev.carousel.kernel.vector.VectorGruGates;
import dev.carousel.kernel.vector.VectorLstmGates;
import dev.carousel.kernel.vector.VectorReductions;
import dev.carousel.kernel.vector.VectorRnnGates;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Once compiled, the vector kernels allocate nothing: a boxed vector costs tenfold. */
class VectorAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 500;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final VectorActivations activations = new VectorActivations();
  private final float[] in = Bits.random(1, 200, 3f, false);
  private final float[] out = new float[200];

  @Test
  void activationsAllocateNothing() {
    assertSettles(() -> {
      activations.exp(in, 3, out, 1, 77);
      activations.log(in, 3, out, 1, 77);
      activations.sigmoid(in, 3, out, 1, 77);
      activations.tanh(in, 3, out, 1, 77);
    });
  }

  @Test
  void reductionsAllocateNothing() {
    VectorReductions reductions = new VectorReductions(activations);
    assertSettles(() -> {
      out[0] = (float) reductions.sum(in, 3, 77);
      out[1] = (float) reductions.dot(in, 3, in, 4, 77);
      out[2] = reductions.max(in, 3, 77);
      out[3] = reductions.logSumExp(in, 3, 77);
      reductions.softmax(in, 3, out, 4, 77);
      reductions.add(in, 3, out, 4, 77);
      out[4] = (float) reductions.sumExp(in, 3, 77, 3f);
      reductions.expScaled(in, 3, out, 4, 77, 3f, 0.1f, 0.7f);
    });
  }

  @Test
  void gatesAllocateNothing() {
    VectorLstmGates gates = new VectorLstmGates();
    LstmRow row = new LstmRow(21, 2f, false, true);
    assertSettles(() -> {
      row.forward(gates);
      row.backward(gates);
    });
  }

  @Test
  void gatesOfAGruAllocateNothing() {
    VectorGruGates gates = new VectorGruGates();
    GruRow after = new GruRow(21, true, 2f, false);
    GruRow before = new GruRow(21, false, 2f, false);
    assertSettles(() -> {
      after.forward(gates, 0, 21);
      after.backward(gates, 0, 21);
      before.forward(gates, 0, 21);
      before.backward(gates, 0, 21);
    });
  }

  @Test
  void gatesOfARnnAllocateNothing() {
    VectorRnnGates gates = new VectorRnnGates();
    assertSettles(() -> {
      gates.forward(RnnActivation.TANH, 77, in, 3, out, 1);
      gates.backward(RnnActivation.TANH, 77, out, 1, in, 3, out, 100);
      gates.forward(RnnActivation.RELU, 77, in, 3, out, 1);
      gates.backward(RnnActivation.RELU, 77, out, 1, in, 3, out, 100);
    });
  }

  /** Repeats until a batch of calls allocates less than a byte a call: compilation takes time. */
  private static void assertSettles(Runnable kernel) {
    long begun = System.nanoTime();
    double bytes = Double.MAX_VALUE;
    while (bytes >= 1 && System.nanoTime() - begun < PATIENCE_NANOS) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        kernel.run();
      }
      bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) CALLS;
    }
    assertThat(bytes).as("bytes a call").isLessThan(1);
  }
}
