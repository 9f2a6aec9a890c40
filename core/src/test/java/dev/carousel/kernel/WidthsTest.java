package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vector kernels give the scalar kernels' bits at every width: the same digest is computed in
 * child JVMs whose vectors are narrower than this machine's. A width above the machine's own is
 * lowered by the JVM.
 */
class WidthsTest {
  private static final String SCALAR = KernelDigest.of(false);

  @ParameterizedTest
  @ValueSource(strings = {"-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:UseAVX=2"})
  void sameBitsInAChildJvm(String option) throws Exception {
    assertThat(run(KernelDigest.class, option)).isEqualTo(SCALAR);
  }

  @Test
  void sameBitsHere() {
    assertThat(KernelDigest.of(true)).isEqualTo(SCALAR);
  }

  @Test
  void theDigestSeesAChange() {
    assertThat(SCALAR)
        .containsPattern("activations [0-9a-f]{8,}\nreductions [0-9a-f]{8,}\ngates [0-9a-f]{8,}\n");
    assertThat(SCALAR.lines().map(line -> line.replaceAll(".* ", "")).distinct())
        .hasSameSizeAs(SCALAR.lines().toList());
  }

  /** What {@code main} prints in a JVM with this option; the option may be unknown elsewhere. */
  static String run(Class<?> main, String option) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", option));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream out = process.getInputStream()) {
      String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("exit code of %s", command).isZero();
      return printed;
    }
  }
}
