package dev.carousel.task.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, for tests that look at a page: the one named by the environment
 * variable {@code CAROUSEL_CHROMIUM}, else the first of the usual names on the PATH, else the
 * application of macOS. Without one the test is skipped and says so, unless {@code
 * CAROUSEL_BROWSER=required} makes that a failure.
 */
final class InstalledChromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final List<Path> APPLICATIONS =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

  private final Playwright playwright;
  private final Browser browser;

  private InstalledChromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** Starts it, or skips the test. */
  static InstalledChromium start() {
    Optional<Path> executable = find();
    if (executable.isEmpty()) {
      String message =
          "no Chromium on this machine: looked for CAROUSEL_CHROMIUM and, on the PATH, " + NAMES;
      if ("required".equals(System.getenv("CAROUSEL_BROWSER"))) {
        fail(message + "; CAROUSEL_BROWSER=required");
      }
      // Maven shows only how many tests were skipped, not why.
      System.getLogger("browser").log(System.Logger.Level.WARNING, "Tests left out: " + message);
      abort(message);
    }
    return new InstalledChromium(executable.orElseThrow());
  }

  Browser browser() {
    return browser;
  }

  private static Optional<Path> find() {
    String named = System.getenv("CAROUSEL_CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> onPath =
        Stream.of(path.split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(onPath, APPLICATIONS.stream()).filter(Files::isExecutable).findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
