package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of other vectors. */
public final class ChildJvm {
  private static final String EARLY = "CompileThresholdScaling,dev.carousel.kernel.*::*,0.1";

  private ChildJvm() {}

  /**
   * Starts one with this option, which may be unknown on other processors. All that is warm is
   * compiled by C2 before it goes on, so that its code is compared, not the interpreter's.
   */
  public static Process start(Class<?> main, String option) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-Xbatch", "-XX:CompileCommand=quiet", "-XX:CompileCommand=" + EARLY));
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", option));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** What it printed, once it has ended well. */
  public static String output(Process child) throws IOException, InterruptedException {
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(100, TimeUnit.SECONDS)).as("has ended").isTrue();
    assertThat(child.exitValue()).as("exit code").isZero();
    return printed;
  }
}
