package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
  private static final String EARLY = "CompileThresholdScaling,dev.carousel.kernel.*::*,0.1";
  private static final List<String> OPTIONS =
      List.of("-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:UseAVX=2");

  @Test
  void sameBitsInChildJvms() throws Exception {
    List<Process> children = new ArrayList<>();
    for (String option : OPTIONS) {
      children.add(start(KernelDigest.class, option));
    }
    for (int i = 0; i < OPTIONS.size(); i++) {
      assertThat(output(children.get(i))).as(OPTIONS.get(i)).isEqualTo(SCALAR);
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

  /**
   * Runs {@code main} in a JVM with this option, which may be unknown on other processors. All that
   * is warm is compiled by C2 before it goes on, so that its code is compared, not the
   * interpreter's.
   */
  static Process start(Class<?> main, String option) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-Xbatch", "-XX:CompileCommand=quiet", "-XX:CompileCommand=" + EARLY));
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", option));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** What a child printed, once it has ended well. */
  static String output(Process child) throws IOException, InterruptedException {
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as("exit code").isZero();
    return printed;
  }
}
