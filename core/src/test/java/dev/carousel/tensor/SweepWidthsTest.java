package dev.carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.kernel.ChildJvm;
import dev.carousel.kernel.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random sweeps give the scalar bits in JVMs whose vectors are narrower, whose tiles differ. */
class SweepWidthsTest {
  private static final List<String> OPTIONS =
      List.of("-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32");

  @Test
  void sameBitsInChildJvms() throws Exception {
    List<Process> children = new ArrayList<>();
    for (String option : OPTIONS) {
      children.add(ChildJvm.start(SweepWidthsTest.class, option));
    }
    String scalar = digests(Engine.of("scalar", 2));
    for (int i = 0; i < OPTIONS.size(); i++) {
      assertThat(ChildJvm.output(children.get(i)).strip()).as(OPTIONS.get(i)).isEqualTo(scalar);
    }
  }

  /** Prints the digests of the vector engine. */
  public static void main(String[] args) {
    System.out.println(digests(Engine.of("vector", 2)));
  }

  /** A line each. */
  private static String digests(Engine engine) {
    return LongStream.range(0, 60)
        .mapToObj(RandomSweep::draw)
        .map(sweep -> sweep + ": " + digest(sweep, engine))
        .collect(Collectors.joining("\n"));
  }

  private static String digest(RandomSweep sweep, Engine engine) {
    int hash = 1;
    for (float[] values : sweep.run(engine, true).values()) {
      hash = 31 * hash + Arrays.hashCode(Samples.bits(values));
    }
    return Integer.toHexString(hash);
  }
}
