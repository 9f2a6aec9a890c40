package dev.carousel.bench;

import dev.carousel.BadInput;
import dev.carousel.bench.peers.Disagreement;
import java.io.PrintStream;
import picocli.CommandLine;

/**
 * An error as the user sees it. What is no one's mistake but ours keeps its stack trace: this is a
 * tool for those who change the code.
 *
 * @param code exit code: 2 for what the user gave, 1 for what went wrong
 */
record Failure(Exception cause, int code, boolean ours) {

  static Failure of(Exception cause, CommandLine command) {
    boolean given = cause instanceof BadInput || cause instanceof CommandLine.ParameterException;
    boolean expected =
        given || cause instanceof Disagreement || cause instanceof java.io.IOException;
    int code = given ? command.getCommandSpec().exitCodeOnInvalidInput() : 1;
    return new Failure(cause, code, !expected);
  }

  private String help() {
    return cause instanceof CommandLine.ParameterException bad
        ? "; see '%s --help'".formatted(bad.getCommandLine().getCommandSpec().qualifiedName())
        : "";
  }

  int report(PrintStream stderr) {
    if (ours) {
      cause.printStackTrace(stderr);
    } else {
      stderr.println("carousel bench: " + cause.getMessage() + help());
    }
    return code;
  }
}
