package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hourly values on clocks that were put back: {@code --zone}, which the model keeps. */
class ZoneCommandTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    StringBuilder text = new StringBuilder("time,load\n");
    for (int h = 0; h < 24 * 30; h++) {
      var at =
          Instant.parse("2021-10-05T22:00:00Z")
              .plusSeconds(3600L * h)
              .atZone(ZoneId.of("Europe/Berlin"))
              .toLocalDateTime();
      double load = 50 + 20 * Math.sin(at.getHour() * Math.PI / 12) + h % 7;
      text.append(String.format(Locale.ROOT, "%s,%.3f%n", at, load));
    }
    Files.writeString(folder.resolve("load.csv"), text);
  }

  private static CommandProcess.Result run(int code, String arguments) throws IOException {
    CommandProcess.Result result = CommandProcess.run(folder, arguments.split(" "));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
    return result;
  }

  @Test
  void theRepeatedHourIsOneInTrainingAndInForecasts() throws IOException {
    String one = "forecast train --data load.csv --target load --horizon 6 --epochs 1 --model ";
    assertThat(run(2, one + "a.safetensors").err())
        .contains("the time 2021-10-31 02:00 was given on line", "--zone Europe/Berlin");
    assertThat(run(0, one + "a.safetensors --zone Europe/Berlin").out())
        .contains("1 time that clocks show twice");
    run(0, "forecast predict --data load.csv --model a.safetensors --out a.csv");
    assertThat(Files.readAllLines(folder.resolve("a.csv"))).hasSize(7);

    String wide =
        "forecast train --data load.csv --layout wide --target load --horizon 6 --epochs 1"
            + " --units 4 --windows 40 --model b.safetensors --zone Europe/Berlin";
    run(0, wide);
    run(0, "forecast predict --data load.csv --model b.safetensors --out b.csv");
    assertThat(Files.readAllLines(folder.resolve("b.csv"))).hasSize(7);
  }

  @Test
  void aCityIsNoZoneButKnown() throws IOException {
    String command = "forecast load.csv --target load --horizon 6 --zone ";
    assertThat(run(2, command + "berlin").err())
        .contains("no time zone. Did you mean Europe/Berlin?");
    assertThat(run(2, command + "Mars").err()).contains("expected one such as Europe/Berlin");
  }
}
