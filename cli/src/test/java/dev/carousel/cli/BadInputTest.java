package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.model.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bad input: exit code 2, one line that helps, and nothing left behind. */
class BadInputTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    SampleCsv.write(folder.resolve("good.csv"), 200);
    SampleCsv.write(folder.resolve("short.csv"), 30);
    write("empty.csv", "");
    write("header.csv", "day,sales\n");
    Files.write(folder.resolve("binary.csv"), new byte[] {1, 0, 2, 0, 3, 44, 10, 0, 7});
    Files.createDirectory(folder.resolve("folder"));
    List<String> rows = Files.readAllLines(folder.resolve("good.csv"));
    write("text.csv", String.join("\n", rows).replace(rows.get(49), "2022-02-18,n.a.?,150"));
    write("huge.csv", String.join("\n", rows).replace(rows.get(49), "2022-02-18,1e300,150"));
    write("constant.csv", String.join("\n", rows).replaceAll(",[0-9.]+,", ",5,"));
    write(
        "irregular.csv",
        "day,sales\n2022-01-01,1\n2022-01-02,2\n2022-01-05,3\n2022-01-11,4\n2022-01-12,2\n"
            + "2022-01-20,7\n2022-03-01,1\n");
    write("damaged.safetensors", "not a model at all, but long enough to look at");
    byte[] header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}   "
            .getBytes(StandardCharsets.US_ASCII);
    byte[] foreign = new byte[8 + header.length + 4];
    foreign[0] = (byte) header.length;
    System.arraycopy(header, 0, foreign, 8, header.length);
    Files.write(folder.resolve("foreign.safetensors"), foreign);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Runs in a process of its own; {@code |} separates what the message must hold. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "forecast none.csv --target sales; none.csv does not exist",
        "forecast empty.csv --target sales; empty.csv is empty",
        "forecast binary.csv --target sales; binary.csv is no CSV text",
        "forecast good.csv --target salse; has no column 'salse'. Did you mean 'sales'?",
        "forecast text.csv --target sales; text.csv, line 50, column 'sales': found 'n.a.?'",
        "forecast short.csv --target sales; 30 steps|at least 68 are needed|--horizon",
        "forecast good.csv --target sales --horizon 0; --horizon 0|at least 1",
        "forecast good.csv; missing --target COL; --help",
        "forecast predict --model damaged.safetensors --data good.csv --out p.csv;"
            + " damaged.safetensors",
        "forecast predict --model foreign.safetensors --data good.csv --out p.csv;"
            + " foreign.safetensors: a safetensors file, but not a Carousel model",
        "inspect damaged.safetensors; damaged.safetensors",
        "forecat good.csv; unknown command 'forecat'|did you mean 'forecast'|there are forecast, text",
        "forecast folder --target sales; folder is a directory; a CSV file was expected",
        "forecast header.csv --target sales; holds column names (day, sales) but no rows",
        "forecast constant.csv --target sales; all values are equal",
        "forecast good.csv --target sales --horizon 500; at least 2,498 are needed",
        "forecast huge.csv --target sales; huge.csv, line 50, column 'sales': found '1e300'",
        "forecast good.csv --target sales --dropout 0.99999999; --dropout 0.99999999: expected",
        "forecast good.csv --target sales --out /proc/carousel; /proc/carousel",
      })
  void asProcess(String command, String expected) throws IOException {
    List<String> before = CommandProcess.files(folder);
    CommandProcess.Result result = CommandProcess.run(folder, command.split(" "));
    check(result, expected);
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
  }

  /** The rest, without a process each; FOLDER stands for the folder. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "forecast FOLDER/irregular.csv --target sales; the times look daily, but only 7 of the 60",
        "forecast FOLDER/good.csv --target sales --horizon -3; --horizon -3|at least 1",
        "forecast FOLDER/good.csv --target sales --horizon x; '--horizon'|'x'",
        "forecast FOLDER/good.csv --target sales --horizon 3000000000; '--horizon'",
        "forecast FOLDER/good.csv --target sales --horizon 2147483647; 10,737,418,233 are needed",
        "forecast FOLDER/good.csv --target sales --units 0; --units 0",
        "forecast FOLDER/good.csv --target sales --units 99999; at most 4096",
        "forecast FOLDER/good.csv --target sales --dropout 1; --dropout 1",
        "forecast FOLDER/good.csv --target sales --learning-rate NaN; --learning-rate NaN",
        "forecast FOLDER/good.csv --target sales --time dya; 'dya'|'day'",
        "forecast FOLDER/good.csv --target day; has no column of dates or times beside the target",
        "forecast FOLDER/good.csv --target sales --out FOLDER/good.csv/x; good.csv",
        "forecast FOLDER/good.csv --target; --target",
        "forecast FOLDER/good.csv more --target sales; unknown argument 'more'",
        "forecast FOLDER/good.csv --target sales --horizn 3; '--horizn' (did you mean"
            + " '--horizon'?)",
        "forecast FOLDER/good.csv --target sales --duplicates some; --duplicates",
        "forecast --target sales; missing FILE.csv",
        "forecast train; --data|--model",
        "forecast train --data FOLDER/good.csv --model FOLDER/m; --target",
        "forecast train --data FOLDER/good.csv --target sales --model FOLDER; is a folder|--model",
        "forecast backtest --data FOLDER/good.csv --target sales --out FOLDER; is a folder|--out",
        "forecast backtest --data FOLDER/none.csv --target sales; does not exist",
        "forecast train --distribution cauchy --data FOLDER/good.csv; '--distribution': expected one"
            + " of gaussian, student-t, negative-binomial but was 'cauchy'",
        "text train --level letter --data FOLDER/good.csv; '--level': expected one of word, char, subword"
            + " but was 'letter'",
        "forecast FOLDER/good.csv --target sales --out FOLDER/good.csv; FOLDER/good.csv: is a file, expected a folder",
        "inspect FOLDER/none.safetensors; none.safetensors",
        "inspect FOLDER/empty.csv; empty.csv",
        "inspect FOLDER; FOLDER",
        "inspect; MODEL",
        "--nope; unknown option '--nope'",
      })
  void inProcess(String command, String expected) {
    List<String> before = CommandProcess.files(folder);
    String[] arguments = command.replace("FOLDER", folder.toString()).split(" ");
    if (arguments[0].equals("forecast") && !command.contains(" --out ") && !isStep(arguments)) {
      arguments = Arrays.copyOf(arguments, arguments.length + 1);
      arguments[arguments.length - 1] = "--out=" + folder.resolve("new/results");
    }
    check(run(arguments), expected.replace("FOLDER", folder.toString()));
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
  }

  private static boolean isStep(String[] arguments) {
    return arguments[arguments.length - 1].equals("--target")
        || List.of("train", "backtest", "predict").contains(arguments[1]);
  }

  static void check(CommandProcess.Result result, String expected) {
    assertThat(result.err()).startsWith("carousel: ").contains(expected.split("\\|"));
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).doesNotContain("Exception", "\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(2);
  }

  static CommandProcess.Result run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int code = Main.run(arguments);
      return new CommandProcess.Result(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void aModelOnOtherDataIsRefused() throws IOException {
    String model = folder.resolve("m.safetensors").toString();
    String good = folder.resolve("good.csv").toString();
    String train = "forecast train --target sales --horizon 7 --epochs 1 --units 4 --data ";
    assertThat(run((train + good + " --model " + model).split(" ")).exitCode()).isZero();
    List<String> rows = Files.readAllLines(Path.of(good));
    write("alone.csv", String.join("\n", rows).replaceAll(",[^,\n]*(\n|$)", "$1"));
    write("other.csv", String.join("\n", rows).replace("sales", "revenue"));
    byte[] bytes = Files.readAllBytes(Path.of(model));
    Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(bytes, bytes.length - 5));
    List<String> before = CommandProcess.files(folder);
    String predict = "forecast predict --out " + folder.resolve("p.csv") + " --data " + folder;
    check(
        run((predict + "/alone.csv --model " + model).split(" ")),
        "alone.csv has no column 'visits', which the model reads");
    check(run((predict + "/other.csv --model " + model).split(" ")), "has no column 'sales'");
    check(
        run((predict + "/good.csv --model " + folder + "/cut.safetensors").split(" ")),
        "cut.safetensors");
    check(
        run(("forecast backtest --target visits --data " + good + " --model " + model).split(" ")),
        "the model forecasts 'sales', not 'visits'; use --target sales or another model");
    check(run((predict + "/short.csv --model " + good).split(" ")), "good.csv");
    write("few.csv", String.join("\n", rows.subList(0, 10)));
    check(
        run((predict + "/few.csv --model " + model).split(" ")),
        "the model reads 20 steps before the first it forecasts, there are 9; give more rows");
    Files.delete(folder.resolve("few.csv"));
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
  }

  /** Only a number in the description is wrong: the file is otherwise whole. */
  @ParameterizedTest
  @CsvSource({"'\"window\":20', '\"window\":10'", "'\"horizon\":7', '\"horizon\":9'"})
  void aDamagedModelIsRefused(String right, String wrong) throws IOException {
    Path model = folder.resolve("m.safetensors");
    String train = "forecast train --target sales --horizon 7 --epochs 1 --units 4 --data ";
    assertThat(run((train + folder + "/good.csv --model " + model).split(" ")).exitCode()).isZero();
    SafetensorsFile content = Safetensors.read(model);
    String description = content.text(ModelFile.ENTRY);
    assertThat(description).contains(right);
    Safetensors.write(
        model, Map.of(ModelFile.ENTRY, description.replace(right, wrong)), content.tensors());
    List<String> before = CommandProcess.files(folder);
    String predict = "forecast predict --model m.safetensors --data good.csv --out p.csv";
    check(CommandProcess.run(folder, predict.split(" ")), "m.safetensors: the");
    assertThat(CommandProcess.files(folder)).isEqualTo(before);
  }

  @Test
  void debugShowsTheStackTrace() {
    CommandProcess.Result result = run("forecast", "none.csv", "--target", "x", "--debug");
    assertThat(result.err()).contains("BadInput", "\tat dev.carousel", "carousel: none.csv");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  /** Settings of the JVM that cannot be used; {@code ;} before what the message must hold. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-Dcarousel.kernels=foo; -Dcarousel.kernels=foo|expected auto, scalar or vector",
        "-Dcarousel.threads=0; -Dcarousel.threads=0",
        "-Dcarousel.threads=abc; -Dcarousel.threads=abc",
      })
  void settingsThatCannotBeUsedGiveOneMessage(String flag, String expected) throws IOException {
    check(
        CommandProcess.runWith(
            List.of(flag), folder, "forecast good.csv --target sales --out results".split(" ")),
        expected);
    assertThat(folder.resolve("results")).doesNotExist();
  }
}
