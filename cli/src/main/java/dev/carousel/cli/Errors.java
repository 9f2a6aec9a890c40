package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.train.TrainingDiverged;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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

  private static final Pattern INTEGER = Pattern.compile("is not an? (int|long)$");
  private static final Pattern FRACTION = Pattern.compile("is not a (double|float)$");
  private static final Pattern CONSTANTS = Pattern.compile("(?<=one of )\\[.*?\\].*?(?= but was)");

  private final boolean debug;

  Errors(String[] args) {
    debug = Arrays.asList(args).contains(CarouselCommand.DEBUG);
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult result) {
    print(failure, String.valueOf(message(failure)));
    return isBadInput(failure) ? BAD_INPUT : FAILED;
  }

  /** What is thrown beside exceptions: no memory, or settings of the JVM that cannot be used. */
  int handleError(Error failure) {
    if (failure instanceof ExceptionInInitializerError e
        && e.getCause() instanceof RuntimeException cause) {
      print(cause, String.valueOf(cause.getMessage()));
      return BAD_INPUT;
    }
    print(failure, failure instanceof OutOfMemoryError ? memory() : mistake(failure));
    return FAILED;
  }

  /** Results went to stdout and did not arrive; a reader that has seen enough needs no message. */
  int handleLostOutput() {
    if (!readerHasLeft()) {
      System.err.println(
          "carousel: stdout: the results could not be written there (a full disk?); free some space"
              + " or send them elsewhere");
    }
    return FAILED;
  }

  /** Asks by one more write, for a print stream does not tell why it failed. */
  private static boolean readerHasLeft() {
    try (FileOutputStream stdout = new FileOutputStream(FileDescriptor.out)) {
      stdout.write('\n');
      return false;
    } catch (IOException e) {
      return "Broken pipe".equals(e.getMessage());
    }
  }

  private void print(Throwable failure, String message) {
    if (debug) {
      failure.printStackTrace();
    }
    System.err.println("carousel: " + message);
  }

  /** Memory ran out, usually for a network of the size that was asked for. */
  private static String memory() {
    return String.format(
        Locale.ROOT,
        "%,d MB of memory are not enough; give less data, a smaller network, shorter windows or"
            + " smaller batches, or more memory, for example CAROUSEL_JAVA_OPTS=-Xmx8g",
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static String mistake(Throwable failure) {
    return "this is a mistake in Carousel, please report it: "
        + failure
        + " (run again with "
        + CarouselCommand.DEBUG
        + " for the details)";
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
      default -> mistake(failure);
    };
  }

  private static String reason(java.nio.file.FileSystemException e) {
    return e.getReason() == null ? "cannot be read or written" : e.getReason();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    if (debug) {
      failure.printStackTrace();
    }
    CommandLine command = failure.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    System.err.printf("carousel: %s; see '%s'%n", usageMessage(failure), help);
    return BAD_INPUT;
  }

  /** The choices of an option as help shows them, in place of the constants of a Java enum. */
  private static String withChoices(ParameterException failure, String message) {
    ArgSpec option = failure.getArgSpec();
    if (option == null || !option.typeInfo().isEnum()) {
      return message;
    }
    String choices =
        Arrays.stream(option.typeInfo().getType().getEnumConstants())
            .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return CONSTANTS.matcher(message).replaceFirst(Matcher.quoteReplacement(choices));
  }

  private static String usageMessage(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException e && !e.getUnmatched().isEmpty()) {
      List<String> near = e.getSuggestions();
      CommandSpec command = e.getCommandLine().getCommandSpec();
      if (!e.isUnknownOption()
          && command.positionalParameters().isEmpty()
          && !command.subcommands().isEmpty()) {
        return "unknown command '%s'%s; there are %s"
            .formatted(
                e.getUnmatched().getFirst(),
                near.isEmpty() ? "" : " (did you mean '" + near.getFirst() + "'?)",
                String.join(", ", command.subcommands().keySet()));
      }
      return "unknown %s '%s'%s"
          .formatted(
              e.isUnknownOption() ? "option" : "argument",
              e.getUnmatched().getFirst(),
              near.isEmpty() ? "" : " (did you mean '" + near.getFirst() + "'?)");
    }
    String message = withChoices(failure, String.valueOf(failure.getMessage()).strip());
    message = INTEGER.matcher(message).replaceFirst("is no whole number (or too large)");
    message = FRACTION.matcher(message).replaceFirst("is no number");
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
