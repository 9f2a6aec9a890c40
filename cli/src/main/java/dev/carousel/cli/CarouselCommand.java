package dev.carousel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command has: help, and {@code --debug}, which {@link Errors} looks for. */
@SuppressWarnings("UnusedVariable") // picocli writes the fields and asks for nothing more
abstract class CarouselCommand implements Callable<Integer> {
  static final String DEBUG = "--debug";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(names = DEBUG, description = "Show the stack trace of an error.")
  private boolean debug;
}
