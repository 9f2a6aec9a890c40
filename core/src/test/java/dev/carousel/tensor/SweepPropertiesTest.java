package dev.carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What holds for every shape and every set of options of a fused layer, over random ones: kernels
 * and threads change no bit, nor does what lies in buffers; a row does not see the batch it is in,
 * and the cell gives the same.
 */
class SweepPropertiesTest {
  private static final Engine SCALAR = Engine.of("scalar", 1);
  private static final Engine ONE = Engine.of("vector", 1);
  private static final Engine TWO = Engine.of("vector", 2);
  private static final Engine THREE = Engine.of("scalar", 3);

  private static RandomSweep[] sweeps(int count) {
    return LongStream.range(0, count).mapToObj(RandomSweep::draw).toArray(RandomSweep[]::new);
  }

  @AfterAll
  static void endThreads() {
    TWO.workers().close();
    THREE.workers().close();
  }

  @Test
  void kernelsAndThreadsChangeNoBit() {
    for (RandomSweep sweep : sweeps(150)) {
      Map<String, float[]> expected = sweep.run(SCALAR, true);
      assertSameBits(sweep + ", vector", expected, sweep.run(ONE, true));
      assertSameBits(sweep + ", vector, 2 threads", expected, sweep.run(TWO, true));
      assertSameBits(sweep + ", scalar, 3 threads", expected, sweep.run(THREE, true));
    }
  }

  @Test
  void nothingIsReadThatWasLeftInTheBuffers() {
    for (RandomSweep sweep : sweeps(100)) {
      assertSameBits(sweep.toString(), sweep.run(TWO, true), sweep.runAfterNaN(TWO));
    }
  }

  @Test
  void theCellGivesTheSameStepByStep() {
    for (RandomSweep sweep : sweeps(100)) {
      Map<String, float[]> fused = sweep.run(ONE, true);
      Map<String, float[]> stepped = sweep.run(ONE, false);
      assertThat(fused.keySet()).isEqualTo(stepped.keySet());
      fused.forEach((name, values) -> {
        double tolerance = name.startsWith("gradient") ? 1e-5 : 1e-6;
        assertClose(sweep + ", " + name, values, stepped.get(name), tolerance);
      });
    }
  }

  @Test
  void aRowDoesNotSeeItsBatch() {
    for (RandomSweep sweep : sweeps(100)) {
      Map<String, float[]> all = sweep.run(TWO, true);
      sweep
          .firstRow()
          .run(ONE, true)
          .forEach((name, values) -> {
            if (!name.startsWith("gradient") || name.equals("gradient of x")) {
              float[] first = Arrays.copyOf(all.get(name), values.length);
              assertThat(Samples.bits(values))
                  .as("%s, %s", sweep, name)
                  .isEqualTo(Samples.bits(first));
            }
          });
    }
  }

  /** Otherwise the tests above would say less than they seem to. */
  @Test
  void theDrawnOnesAreOfEverySort() {
    Set<RandomSweep.Kind> kinds = EnumSet.noneOf(RandomSweep.Kind.class);
    Set<String> ones = new TreeSet<>();
    Set<Integer> options = new TreeSet<>();
    int shared = 0;
    int single = 0;
    for (RandomSweep s : sweeps(100)) {
      kinds.add(s.kind());
      ones.add(s.batch() == 1 ? "batch" : "");
      ones.add(s.time() == 1 ? "time" : "");
      ones.add(s.input() == 1 ? "input" : "");
      ones.add(s.hidden() == 1 ? "hidden" : "");
      options.add((s.masked() ? 1 : 0) + (s.reversed() ? 2 : 0) + (s.started() ? 4 : 0));
      long step = (long) s.batch() * s.kind().gates * s.hidden() * s.output();
      shared += s.batch() > 1 && s.batch() < 20 && step >= 2_000_000 ? 1 : 0;
      single += s.batch() == 1 && step * s.time() >= 2_000_000 ? 1 : 0;
    }
    assertThat(kinds).hasSize(RandomSweep.Kind.values().length);
    assertThat(ones).contains("batch", "time", "input", "hidden");
    assertThat(options).hasSize(8);
    assertThat(shared).isGreaterThan(4);
    assertThat(single).isGreaterThan(4);
  }

  private static void assertSameBits(
      String what, Map<String, float[]> expected, Map<String, float[]> actual) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) ->
        assertThat(Samples.bits(actual.get(name)))
            .as("%s, %s", what, name)
            .isEqualTo(Samples.bits(values)));
  }

  /** Relative to the largest of the values. */
  private static void assertClose(String what, float[] a, float[] b, double tolerance) {
    double largest = 1e-3;
    for (float value : b) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs((double) a[i] - b[i]) <= tolerance * largest)) {
        assertThat((double) a[i])
            .as("%s, element %d", what, i)
            .isCloseTo(b[i], within(tolerance * largest));
      }
    }
  }
}
