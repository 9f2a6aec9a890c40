package dev.carousel.cli;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Where the launcher script enters. The JVM writes a warning about the incubating vector module to
 * stderr before any class of ours runs; the script therefore starts it with stderr closed off and
 * names the true one in the property {@code carousel.stderr}.
 */
public final class Start {

  private Start() {}

  /** Restores stderr, then runs {@link Main}. */
  public static void main(String[] args) throws FileNotFoundException {
    String stderr = System.getProperty("carousel.stderr");
    if (stderr != null) {
      System.setErr(new PrintStream(new FileOutputStream(stderr), true, stderrCharset()));
    }
    Main.main(args);
  }

  private static Charset stderrCharset() {
    String name = System.getProperty("stderr.encoding");
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }
}
