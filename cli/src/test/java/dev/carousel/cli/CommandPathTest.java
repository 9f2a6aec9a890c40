package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandPathTest {
  /** The names on the way to every command there is. */
  static Stream<List<String>> commands() {
    return below(new CommandLine(Main.class), List.of());
  }

  private static Stream<List<String>> below(CommandLine command, List<String> path) {
    return Stream.concat(
        Stream.of(path),
        command.getSubcommands().entrySet().stream()
            .flatMap(e -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(e.getKey());
              return below(e.getValue(), longer);
            }));
  }

  private static CommandLine follow(CommandLine command, List<String> path) {
    CommandLine at = command;
    for (String name : path) {
      at = at.getSubcommands().get(name);
    }
    return at;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandSaysTheSame(List<String> path) {
    CommandLine expected = follow(new CommandLine(Main.class), path);
    CommandLine found = follow(CommandPath.of(Main.class, path), path);
    assertThat(found.getUsageMessage()).isEqualTo(expected.getUsageMessage());
    assertThat(found.getCommandSpec().qualifiedName())
        .isEqualTo(expected.getCommandSpec().qualifiedName());
  }

  @Test
  void whatIsNotAskedForIsNotThere() {
    CommandLine line = CommandPath.of(Main.class, List.of("forecast", "predict", "--model", "m"));
    assertThat(line.getSubcommands()).containsOnlyKeys("forecast");
    assertThat(line.getSubcommands().get("forecast").getSubcommands()).containsOnlyKeys("predict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"forecst", "--help", "--version", ""})
  void otherwiseEverythingIs(String first) {
    CommandLine line = CommandPath.of(Main.class, List.of(first, "predict"));
    assertThat(line.getSubcommands())
        .containsOnlyKeys(new CommandLine(Main.class).getSubcommands().keySet());
  }
}
