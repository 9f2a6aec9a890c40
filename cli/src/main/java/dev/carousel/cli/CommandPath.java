package dev.carousel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line for given arguments, with no more commands than these can reach. By reflection
 * picocli reads all options of every command it knows, which takes longer than a short command
 * itself: of {@code forecast predict} it took a quarter of the time.
 */
final class CommandPath {
  private CommandPath() {}

  /** The command of class {@code type}, to be given these arguments. */
  static CommandLine of(Class<?> type, List<String> args) {
    Class<?> next = args.isEmpty() ? null : subcommand(type, args.getFirst());
    if (next == null) {
      return new CommandLine(type); // with all there is, for its own options, help and suggestions
    }
    CommandLine parent = new CommandLine(CommandSpec.create().name(name(type)));
    return parent.addSubcommand(name(next), of(next, args.subList(1, args.size())));
  }

  private static @Nullable Class<?> subcommand(Class<?> type, String name) {
    for (Class<?> candidate : type.getAnnotation(Command.class).subcommands()) {
      if (name(candidate).equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  private static String name(Class<?> type) {
    return type.getAnnotation(Command.class).name();
  }
}
