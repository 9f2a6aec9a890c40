package dev.carousel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a JVM of its own, as users run it, but with the class path of the tests. */
final class CommandProcess {
  private static final String VECTOR_WARNING = "WARNING: Using incubator modules";
  private static final long LIMIT_SECONDS = 120;

  /** The same bits from small networks, in half the time: nothing to warm up. */
  private static final List<String> QUICK_START =
      List.of("-Dcarousel.kernels=scalar", "-XX:TieredStopAtLevel=1");

  private static final List<String> DEFAULT_INTERRUPT = List.of("env", "--default-signal=INT");

  /** What a process left: its exit code and its output. */
  record Result(int exitCode, String out, String err) {
    String lastLine() {
      return out.lines().reduce((a, b) -> b).orElse("");
    }
  }

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static CommandProcess start(Path folder, List<String> arguments) throws IOException {
    return launch(folder, java(List.of(), arguments));
  }

  /** Runs to the end. */
  static Result run(Path folder, String... arguments) throws IOException {
    return start(folder, List.of(arguments)).await();
  }

  /** Runs with flags for the JVM. */
  static Result runWith(List<String> flags, Path folder, String... arguments) throws IOException {
    return launch(folder, java(flags, List.of(arguments))).await();
  }

  /** Runs with a bash command before it, such as a limit; {@code $BY} may name a runner. */
  static Result runAfter(String setting, Path folder, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", setting + "; exec $BY \"$@\"", "-"));
    command.addAll(java(List.of(), List.of(arguments)));
    return launch(folder, command).await();
  }

  private static List<String> java(List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-cp", classPath()));
    command.addAll(QUICK_START);
    command.addAll(flags);
    command.add(Main.class.getName());
    command.addAll(arguments);
    return command;
  }

  private static String classPath() {
    String surefire = System.getProperty("surefire.test.class.path");
    return surefire == null ? System.getProperty("java.class.path") : surefire;
  }

  private static CommandProcess launch(Path folder, List<String> command) throws IOException {
    Path out = Files.createTempFile("carousel", ".out");
    Path err = Files.createTempFile("carousel", ".err");
    List<String> whole = new ArrayList<>(isInterruptIgnored() ? DEFAULT_INTERRUPT : List.of());
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(folder.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new CommandProcess(builder.start(), out, err);
  }

  /** Where these tests run in the background of a shell, their children would ignore Ctrl-C. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it at once, as {@code kill -9} does. */
  void kill() throws IOException {
    process.destroyForcibly();
    await();
  }

  /** What Ctrl-C sends. */
  void interrupt() throws IOException {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Result await() throws IOException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running after " + LIMIT_SECONDS + " s");
      }
      String messages = Files.readString(err);
      Result result =
          new Result(
              process.exitValue(),
              Files.readString(out),
              messages
                  .lines()
                  .filter(line -> !line.startsWith(VECTOR_WARNING))
                  .map(line -> line + "\n")
                  .reduce("", String::concat));
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
      return result;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of everything below a folder. */
  static List<String> files(Path folder) {
    try (var all = Files.walk(folder)) {
      return all.filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
