package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Errors as one message: exit code 2 for what the user gave, 1 for what went wrong, a stack trace
 * with {@code --debug} only.
 */
final class Errors
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
  /** Something went wrong. */
  static final int FAILED = 1;

  /** The command line, or what it names, cannot be used. */
  static final int BAD_INPUT = 2;

  private final boolean debug;

  Errors(String[] args) {
    debug = Arrays.asList(args).contains(CarouselCommand.DEBUG);
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult result) {
    if (debug) {
      failure.printStackTrace();
    }
    System.err.println("carousel: " + message(failure));
    return isBadInput(failure) ? BAD_INPUT : FAILED;
  }

  private static boolean isBadInput(Exception failure) {
    return failure instanceof BadInput || failure instanceof ParameterException;
  }

  private static @Nullable String message(@Nullable Exception failure) {
    return switch (failure) {
      case null -> "no cause is known";
      case BadInput e -> e.getMessage();
      case TrainingDiverged e -> e.getMessage();
      case UncheckedIOException e -> message(e.getCause());
      case java.nio.file.FileSystemException e -> "%s: %s".formatted(e.getFile(), reason(e));
      case IOException e -> "reading or writing failed: " + e.getMessage();
      default ->
          "this is a mistake in Carousel, please report it: "
              + failure
              + " (run again with "
              + CarouselCommand.DEBUG
              + " for the details)";
    };
  }

  private static String reason(java.nio.file.FileSystemException e) {
    return e.getReason() == null ? "cannot be read or written" : e.getReason();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    System.err.println("carousel: " + failure.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, System.err)) {
      System.err.println(
          "Try '" + command.getCommandSpec().qualifiedName() + " --help' for the options.");
    }
    return BAD_INPUT;
  }
}
