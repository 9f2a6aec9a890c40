package dev.carousel.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The bench command. */
@Command(
    name = "carousel bench",
    description = "Measures Carousel, beside its peers and alone.",
    subcommands = {
      PeersCommand.class,
      CeilingCommand.class,
      ScalingCommand.class,
      KernelsCommand.class
    },
    footer = {
      "",
      "Flags for the JVM of Carousel, for example to try narrower vectors:",
      "  CAROUSEL_JAVA_OPTS=-XX:MaxVectorSize=16 carousel bench peers --quick"
    })
@SuppressWarnings("UnusedVariable") // picocli writes the field
public final class Main implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private Main() {}

  /** Runs the command and ends the JVM with its exit code: 0 done, 1 failed, 2 bad usage. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (bad, args) -> Failure.of(bad, bad.getCommandLine()).report(System.err))
        .setExecutionExceptionHandler(Main::fail);
  }

  private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    return Failure.of(failure, command).report(System.err);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
