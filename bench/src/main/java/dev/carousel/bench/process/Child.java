package dev.carousel.bench.process;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.Subject;
import dev.carousel.file.Safetensors;
import dev.carousel.file.TensorData;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The child process: makes one side ready for a case, then obeys commands on stdin, one of which
 * makes it ready for another. An answer is a line on stdout that starts with {@link #MARK};
 * whatever else a native library prints is no answer.
 */
public final class Child {
  static final String MARK = "@ ";

  private final Side side;
  private Subject subject;
  private Sampler sampler;

  private Child(Side side, Subject subject) {
    this.side = side;
    this.subject = subject;
    this.sampler = new Sampler(subject);
  }

  /**
   * Runs until stdin ends.
   *
   * @param args the side, then the words of the case
   */
  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    List<String> words = List.of(args);
    Side side = Side.valueOf(words.getFirst());
    Subject subject = side.open(Case.parse(words.subList(1, words.size())));
    answers.println(MARK + subject.description());
    new Child(side, subject).obey(answers);
    // Pools of native threads may not want to end.
    Runtime.getRuntime().halt(0);
  }

  private void obey(PrintStream answers) throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] command = line.split(" ", 2);
      answers.println(MARK + answer(command[0], command[1]));
    }
  }

  private String answer(String command, String argument) throws Exception {
    return switch (command) {
      case "open" -> {
        subject = side.open(Case.parse(List.of(argument.split(" "))));
        sampler = new Sampler(subject);
        yield subject.description();
      }
      case "results" -> write(subject.results(), Path.of(argument));
      case "warm" -> {
        String[] millis = argument.split(" ", 2);
        sampler.warmUp(Long.parseLong(millis[0]), Long.parseLong(millis[1]));
        yield "warm";
      }
      case "run" -> Double.toString(sampler.medianMillis(Long.parseLong(argument)));
      default -> throw new IllegalArgumentException("unknown command " + command);
    };
  }

  private static String write(Map<String, float[]> results, Path file) throws Exception {
    Map<String, TensorData> tensors = new TreeMap<>();
    results.forEach((name, values) -> tensors.put(name, TensorData.of(values, values.length)));
    Safetensors.write(file, Map.of(), tensors);
    return file.toString();
  }
}
