package dev.carousel.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The carousel command. */
@Command(
    name = "carousel",
    description =
        "Sequence learning for the JVM: forecasts, language models and classifiers by LSTM, in pure"
            + " Java.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.class,
    subcommands = {
      ForecastCommand.class,
      TextCommand.class,
      ClassifyCommand.class,
      LabCommand.class,
      InspectCommand.class
    },
    footer = {
      "",
      "Start with:",
      "  carousel forecast examples/seattle-weather.csv --target temp_max --horizon 14",
      "",
      "In the source tree, ./carousel bench measures it beside other libraries."
    })
public final class Main implements CommandLine.IVersionProvider, Runnable {
  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the command and gives its exit code: 0 done, 1 failed, 2 bad usage or input. */
  static int run(String... args) {
    Errors errors = new Errors(args);
    try {
      int code =
          CommandPath.of(Main.class, List.of(args))
              .setCaseInsensitiveEnumValuesAllowed(true)
              .setExecutionExceptionHandler(errors)
              .setParameterExceptionHandler(errors)
              .execute(args);
      return System.out.checkError() ? errors.handleLostOutput() : code;
    } catch (Error e) { // else the JVM would print its trace
      return errors.handleError(e);
    }
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"carousel " + (version == null ? "(unpackaged)" : version)};
  }
}
