package dev.carousel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The carousel command. */
@Command(
    name = "carousel",
    description = "Sequence learning for the JVM.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.class)
public final class Main implements CommandLine.IVersionProvider, Runnable {

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
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
