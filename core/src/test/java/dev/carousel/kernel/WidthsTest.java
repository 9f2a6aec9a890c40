package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The vector kernels give the scalar kernels' bits at every width: the same digest is computed in
 * child JVMs whose vectors are narrower than this machine's. A width above the machine's own is
 * lowered by the JVM.
 */
class WidthsTest {
  private static final String SCALAR = KernelDigest.of(false);
  private static final List<String> OPTIONS =
      List.of("-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:UseAVX=2");

  @Test
  void sameBitsInChildJvms() throws Exception {
    List<Process> children = new ArrayList<>();
    for (String option : OPTIONS) {
      children.add(ChildJvm.start(KernelDigest.class, option));
    }
    for (int i = 0; i < OPTIONS.size(); i++) {
      assertThat(ChildJvm.output(children.get(i))).as(OPTIONS.get(i)).isEqualTo(SCALAR);
    }
  }

  @Test
  void sameBitsHere() {
    assertThat(KernelDigest.of(true)).isEqualTo(SCALAR);
  }

  @Test
  void theDigestSeesAChange() {
    assertThat(SCALAR)
        .containsPattern(
            "activations [0-9a-f]{8,}\nreductions [0-9a-f]{8,}\ngates [0-9a-f]{8,}\n"
                + "gru [0-9a-f]{8,}\nrnn [0-9a-f]{8,}\n");
    assertThat(SCALAR.lines().map(line -> line.replaceAll(".* ", "")).distinct())
        .hasSameSizeAs(SCALAR.lines().toList());
  }
}
