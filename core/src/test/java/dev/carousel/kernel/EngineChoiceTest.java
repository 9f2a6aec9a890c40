package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for by {@code -Dcarousel...} is had, or refused with a message and the cure. */
class EngineChoiceTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @TempDir Path folder;

  private record Said(List<String> out, String err) {}

  private Said ask(List<String> flags, String... properties)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EngineChoice.class.getName());
    command.addAll(List.of(properties));
    Path err = folder.resolve("err");
    Process child = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(Files.readString(err)).isZero();
    return new Said(out.lines().toList(), Files.readString(err));
  }

  @Test
  void badPropertiesAreRefusedEveryTime() throws IOException, InterruptedException {
    String threads =
        " -> -Dcarousel.threads=%s: expected a number of threads from 1 to 1024; leave it out for"
            + " one a processor (%d here)";
    String kernels =
        " -> -Dcarousel.kernels=%s: no such kernels, expected auto, scalar or vector; leave it out"
            + " for auto";
    Said said =
        ask(
            List.of("--add-modules", "jdk.incubator.vector"),
            "carousel.threads=abc",
            "carousel.threads=abc",
            "carousel.threads=0",
            "carousel.threads=-2",
            "carousel.threads=",
            "carousel.threads=1025",
            "carousel.kernels=foo",
            "carousel.kernels=",
            "carousel.threads=3",
            "carousel.threads=2");
    assertThat(said.out)
        .containsExactly(
            "carousel.threads=abc" + threads.formatted("abc", PROCESSORS),
            "carousel.threads=abc" + threads.formatted("abc", PROCESSORS),
            "carousel.threads=0" + threads.formatted("0", PROCESSORS),
            "carousel.threads=-2" + threads.formatted("-2", PROCESSORS),
            "carousel.threads=" + threads.formatted("", PROCESSORS),
            "carousel.threads=1025" + threads.formatted("1025", PROCESSORS),
            "carousel.kernels=foo" + kernels.formatted("foo"),
            "carousel.kernels=" + kernels.formatted(""),
            "carousel.threads=3 -> vector 3",
            "carousel.threads=2 -> vector 3");
    assertThat(said.err.lines().filter(line -> !line.contains("incubator modules"))).isEmpty();
  }

  @Test
  void withoutTheModule() throws IOException, InterruptedException {
    Said said = ask(List.of(), "carousel.kernels=vector", "carousel.kernels=auto");
    assertThat(said.out)
        .containsExactly(
            "carousel.kernels=vector -> -Dcarousel.kernels=vector: the module jdk.incubator.vector"
                + " is absent; start java with --add-modules jdk.incubator.vector, or ask for auto",
            "carousel.kernels=auto -> scalar " + PROCESSORS);
    assertThat(said.err)
        .contains(
            "WARNING: kernels: scalar (same results, many times slower), because the module"
                + " jdk.incubator.vector is absent; start java with --add-modules"
                + " jdk.incubator.vector");
  }

  @Test
  void theLogSaysWhichWhyAndHowToChange() {
    String toScalar = "; -Dcarousel.kernels=scalar takes plain loops";
    String width = KernelChoice.choose("auto").detail();
    assertThat(width).matches("vector, \\d+ bit");
    assertThat(logged("auto"))
        .containsExactly("kernels: " + width + ", because their module is there" + toScalar);
    assertThat(logged("vector"))
        .containsExactly("kernels: " + width + ", because they were asked for" + toScalar);
    assertThat(logged("scalar"))
        .containsExactly(
            "kernels: scalar, because they were asked for; -Dcarousel.kernels=auto takes vectors if"
                + " it can");
    assertThatThrownBy(() -> Engine.of("VECTOR", 1)).isInstanceOf(BadInput.class);
  }

  private static List<String> logged(String request) {
    List<String> messages = new ArrayList<>();
    SimpleFormatter formatter = new SimpleFormatter();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            messages.add(formatter.formatMessage(logged));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(KernelChoice.class.getName());
    log.addHandler(handler);
    log.setLevel(Level.ALL);
    try {
      KernelChoice.choose(request);
    } finally {
      log.setLevel(null);
      log.removeHandler(handler);
    }
    return messages;
  }
}
