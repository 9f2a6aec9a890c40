package dev.carousel.bench.ceiling;

import dev.carousel.bench.process.Installation;
import dev.carousel.bench.process.Party;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The parent's end of an {@link FmaLoop} that waits for its turns: on a machine whose clock and
 * neighbours change by the minute, a share of the ceiling is one of the same minutes.
 */
public final class CeilingLoop implements Party, AutoCloseable {
  /** The part of a side's time that is enough for a loop without memory. */
  private static final int PART = 4;

  /** Windows after which the loop is compiled. */
  private static final int WARM_UP = 20;

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private boolean warm;

  /** Starts a loop that fills vectors of so many bits on so many threads at once. */
  public CeilingLoop(Installation installation, int bits, int threads) throws IOException {
    List<String> command =
        installation.carousel(FmaLoop.class, List.of("-D%s=%d".formatted(FmaLoop.BITS, bits)));
    command.add(Integer.toString(threads));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** The best of so many windows, GFLOP/s of all threads together; 0 without such vectors. */
  double best(int windows) throws IOException {
    return ask(windows, 0);
  }

  /** Lets the loop be compiled, which it is for good. */
  @Override
  public void warmUp(long millis, long longest) throws IOException {
    if (!warm) {
      ask(WARM_UP, 0);
      warm = true;
    }
  }

  /** The best window of a quarter of that time, GFLOP/s of all threads together. */
  @Override
  public double run(long millis) throws IOException {
    return ask(1, millis / PART);
  }

  /** The best of at least so many windows, and of at least so many milliseconds. */
  private double ask(int windows, long millis) throws IOException {
    questions.write("%d %d%n".formatted(windows, millis));
    questions.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("no answer from the loop of multiply-adds");
    }
    return Double.parseDouble(line);
  }

  /** Ends the loop. */
  @Override
  public void close() {
    process.destroy();
  }
}
