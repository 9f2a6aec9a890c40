package dev.carousel.bench;

import dev.carousel.BadInput;
import dev.carousel.bench.jmh.KernelRow;
import dev.carousel.bench.process.Installation;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** carousel bench kernels */
@Command(
    name = "kernels",
    description = {
      "Times single kernels with JMH.",
      "Matrix products, packing, gates of LSTM, GRU and RNN, activations, reductions.",
      "JMH's own words go to stderr."
    })
final class KernelsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      description = "Only the benchmarks it is found in, such as Matmul or softmax.")
  private String regex = "";

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "3",
      description = "JVMs one after the other (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "3",
      description = "Measured seconds in each JVM, after as many to warm up (default: 3).")
  private int seconds;

  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws Exception {
    Collection<RunResult> results = run();
    output.text("%s", KernelRow.HEAD);
    for (RunResult result : results) {
      KernelRow row = KernelRow.of(result);
      output.result(row.text(), row.json());
    }
    return 0;
  }

  private void check() {
    if (forks < 1) {
      throw new BadInput("--forks %d: expected at least 1".formatted(forks));
    }
    if (seconds < 1) {
      throw new BadInput("--seconds %d: expected at least 1".formatted(seconds));
    }
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new BadInput(
          e,
          "'%s': %s; expected a regular expression, such as Matmul or softmax"
              .formatted(regex, e.getDescription()));
    }
  }

  private Collection<RunResult> run() throws Exception {
    check();
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("dev\\.carousel\\.bench\\.jmh\\..*" + regex)
        .forks(forks)
        .warmupIterations(seconds)
        .measurementIterations(seconds)
        .warmupTime(TimeValue.seconds(1))
        .measurementTime(TimeValue.seconds(1))
        .jvmArgs(Installation.current().carouselJvm().toArray(String[]::new));
    try {
      return new Runner(
              options.build(),
              OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
          .run();
    } catch (NoBenchmarksException e) {
      throw new BadInput(
          e,
          "no benchmark has '%s' in its name; try Matmul, Pack, Gates or softmax".formatted(regex));
    }
  }
}
