package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Full disks and missing rights, in real processes: one message, and the old files stay. */
class UnwritableTest {
  private static final List<String> RESULTS =
      List.of("backtest.csv", "forecast.csv", "model.safetensors", "report.html");
  private static final String RIGHTS = "-dac_override,-dac_read_search";
  private static final String SMALL =
      "forecast good.csv --target sales --epochs 1 --units 4 --out results";

  @TempDir private Path folder;

  @BeforeEach
  void writeData() throws IOException {
    SampleCsv.write(folder.resolve("good.csv"), 200);
  }

  private Path oldResults() throws IOException {
    Path results = Files.createDirectory(folder.resolve("results"));
    for (String name : RESULTS) {
      Files.writeString(results.resolve(name), "old");
    }
    return results;
  }

  private static void assertAllOld(Path results) {
    assertThat(CommandProcess.files(results)).isEqualTo(RESULTS);
    assertThat(RESULTS).allSatisfy(name -> assertThat(results.resolve(name)).hasContent("old"));
  }

  /** Without the signal the limit is an error of the write, as on a full disk; in kilobytes. */
  @ParameterizedTest
  @CsvSource({"64, report.html", "8, backtest.csv"})
  void aFullDiskKeepsAllTheOldFiles(int limit, String first) throws IOException {
    Path results = oldResults();
    CommandProcess.Result result =
        CommandProcess.runAfter("trap '' XFSZ; ulimit -f " + limit, folder, SMALL.split(" "));
    assertThat(result.err().lines().filter(line -> !line.startsWith("epoch ")))
        .containsExactly(
            "carousel: results/"
                + first
                + ": cannot be written (File too large), the old files are kept; free some space or"
                + " choose another place");
    assertThat(result.exitCode()).isEqualTo(1);
    assertAllOld(results);
  }

  @Test
  void aFullDiskBehindStdoutIsAFailure() throws IOException {
    assumeThat(Path.of("/dev/full")).exists();
    CommandProcess.Result result =
        CommandProcess.runAfter("exec > /dev/full", folder, "forecast", "--help");
    assertThat(result.err()).startsWith("carousel: stdout: the results could not be written");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoError() throws IOException {
    CommandProcess.Result result =
        CommandProcess.runAfter("exec > >(exec <&-; sleep 5); sleep 0.2", folder, "--help");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
  }

  /** Root may write everywhere, so root gives that up. */
  private CommandProcess.Result runWithoutRights(String... arguments) throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    return CommandProcess.runAfter(
        root ? "BY='setpriv --bounding-set=" + RIGHTS + " --inh-caps=" + RIGHTS + "'" : "BY=",
        folder,
        arguments);
  }

  /** What looks as if it could be written, and cannot: found before the training, not after. */
  @Test
  void aFolderThatTakesNoFilesIsFoundFirst() throws IOException {
    assumeThat(Path.of("/proc/self")).exists();
    Files.writeString(folder.resolve("text"), "so it is and so it was. ".repeat(50));
    CommandProcess.Result result =
        CommandProcess.run(folder, "text train --data text --model /proc/new/m".split(" "));
    assertThat(result.err())
        .startsWith("carousel: /proc/new: cannot be made")
        .doesNotContain("tokens to train on");
    assertThat(result.exitCode()).isEqualTo(2);
    String fresh = "text train --data text --level word --vocabulary 1 --model fresh/m";
    assertThat(CommandProcess.run(folder, fresh.split(" ")).exitCode()).isEqualTo(2);
    assertThat(folder.resolve("fresh")).doesNotExist();
  }

  @Test
  void aFileWithoutPermissionIsRefused() throws IOException {
    assertThat(folder.resolve("good.csv").toFile().setReadable(false)).isTrue();
    BadInputTest.check(runWithoutRights(SMALL.split(" ")), "good.csv");
    assertThat(folder.resolve("results")).doesNotExist();
  }

  @Test
  void aFolderWithoutPermissionIsRefused() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assertThat(locked.toFile().setWritable(false)).isTrue();
    BadInputTest.check(
        runWithoutRights("forecast", "good.csv", "--target", "sales", "--out", "locked"),
        "locked: no permission to write there");
  }

  @Test
  void aBacktestAloneNeedsNoFolderToWriteTo() throws IOException {
    assertThat(folder.toFile().setWritable(false)).isTrue();
    CommandProcess.Result result =
        runWithoutRights(
            "forecast backtest --data good.csv --target sales --epochs 1 --units 4".split(" "));
    assertThat(folder.toFile().setWritable(true)).isTrue();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("backtest: ");
  }

  @ParameterizedTest
  @CsvSource({"backtest.csv", "model.safetensors", "report.html"})
  void aProtectedResultIsRefusedBeforeTheTraining(String name) throws IOException {
    Path results = oldResults();
    assertThat(results.resolve(name).toFile().setWritable(false)).isTrue();
    BadInputTest.check(
        runWithoutRights(SMALL.split(" ")), "results/" + name + ": is write-protected");
    assertAllOld(results);
  }
}
