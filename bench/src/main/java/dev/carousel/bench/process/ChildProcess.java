package dev.carousel.bench.process;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.file.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parent's end of a {@link Child}. */
public final class ChildProcess implements Party, AutoCloseable {
  private static final int SHOWN_LINES = 15;
  private static final String RESULTS = "results.safetensors";

  private final Side side;
  private final @Nullable Unpacked unpacked;
  private final Path scratch;
  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private Case which;

  /** Starts a child; {@link #ready} waits for it. */
  public ChildProcess(Installation installation, Side side, Case which) throws IOException {
    this.side = side;
    this.which = which;
    List<String> command = installation.child(side, which);
    unpacked = Unpacked.of(installation, side);
    if (unpacked != null) {
      unpacked.clearUnlessWhole();
    }
    scratch = Scratch.folder();
    command.add(1, "-XX:ErrorFile=" + scratch.resolve("crash.txt")); // else in the user's folder
    command.add(1, "-Djava.io.tmpdir=" + scratch); // where ONNX Runtime leaves its library
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment(side, which));
    process = builder.redirectError(errors().toFile()).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * What native libraries read. Where libtorch works operation by operation, as it does for all but
   * the LSTM, two pools take turns, and one that spins while it waits steals the processors of the
   * other: waiting passively it is up to nine times faster (measured: GRU 64,50,256,256, 136 in
   * place of 1208 ms). Its LSTM is faster spinning (121 against 168 ms).
   */
  private static Map<String, String> environment(Side side, Case which) {
    Map<String, String> environment = new TreeMap<>();
    for (String threads : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      environment.put(threads, Integer.toString(which.threads()));
    }
    if (side == Side.LIBTORCH && which.cell() != CellKind.LSTM) {
      environment.put("OMP_WAIT_POLICY", "PASSIVE");
    }
    return environment;
  }

  /** Waits until the side is ready, and gives its description. */
  public String ready() throws IOException {
    if (unpacked == null) {
      return answer();
    }
    try {
      String description = answer();
      unpacked.isWhole();
      return description;
    } catch (IOException e) {
      unpacked.mayBeBroken();
      String cure = "%n(its native libraries will be unpacked anew by the next run)".formatted();
      throw new IOException(e.getMessage() + cure, e);
    }
  }

  /**
   * Makes it ready for another case of the same work and cell, and gives its description: compiled
   * code stays.
   */
  public String open(Case next) throws IOException {
    which = next;
    return ask("open " + String.join(" ", next.words()));
  }

  /** Lets the side compute what {@link #results} gives then. */
  public void compute() throws IOException {
    tell("results " + scratch.resolve(RESULTS));
  }

  /** What the side computed, by name. */
  public Map<String, float[]> results() throws IOException {
    Path file = Path.of(answer());
    Map<String, float[]> results = new TreeMap<>();
    Safetensors.read(file).tensors().forEach((key, data) -> results.put(key, data.floats()));
    Files.delete(file);
    return results;
  }

  /** Runs without a result. */
  @Override
  public void warmUp(long millis, long longest) throws IOException {
    ask("warm %d %d".formatted(millis, longest));
  }

  /** The median of a run in milliseconds. */
  @Override
  public double run(long millis) throws IOException {
    return Double.parseDouble(ask("run " + millis));
  }

  private String ask(String command) throws IOException {
    tell(command);
    return answer();
  }

  private void tell(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    while (line != null && !line.startsWith(Child.MARK)) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new IOException(
          "%s (%s) ended without an answer, %s%s"
              .formatted(Case.name(side), which, exit(), lastErrors()));
    }
    return line.substring(Child.MARK.length());
  }

  private String exit() throws IOException {
    try {
      boolean ended = process.waitFor(5, TimeUnit.SECONDS);
      return ended ? "exit code " + process.exitValue() : "but goes on";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Each on a line of its own, the first one too. */
  private String lastErrors() throws IOException {
    // A native library may print bytes that are no text.
    List<String> lines = Files.readString(errors(), StandardCharsets.ISO_8859_1).lines().toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - SHOWN_LINES))
        .map(line -> System.lineSeparator() + line)
        .collect(Collectors.joining());
  }

  private Path errors() {
    return scratch.resolve("stderr.txt");
  }

  /** Ends the child. */
  @Override
  public void close() throws IOException {
    try {
      commands.close(); // the end of its stdin
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      process.destroyForcibly(); // it has ended by itself, and its answer was missed before
    }
    Scratch.delete(scratch);
  }
}
