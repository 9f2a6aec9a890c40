package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Covariates, split times and missing values on the command line. */
class CovariateCommandTest {
  private static final String ALL =
      " --layout long --series store --target sold --time year,month,day --past temp --known promo"
          + " --static kind --holidays days.csv";
  private static final String SMALL = " --horizon 4 --units 6 --epochs 2 --members 2 --windows 60";
  private static final int DAYS = 80;

  @TempDir private static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    Files.writeString(folder.resolve("stores.csv"), csv(4));
    Files.writeString(folder.resolve("short.csv"), csv(2));
    Files.writeString(folder.resolve("days.csv"), "date,name\n2021-02-01,A\n2021-12-25,B\n");
  }

  private static String csv(int ahead) {
    StringBuilder text = new StringBuilder("store,kind,year,month,day,sold,promo,temp\n");
    for (int s = 0; s < 3; s++) {
      Random random = new Random(s);
      for (int t = 0; t < DAYS + ahead; t++) {
        LocalDate day = LocalDate.of(2021, 1, 1).plusDays(t);
        int promo = random.nextInt(3) == 0 ? 1 : 0;
        double sold = (20 + 7 * s) * (1 + promo) + random.nextGaussian();
        String target =
            t >= DAYS ? "" : t % 17 == 3 ? "NA" : String.format(Locale.ROOT, "%.2f", sold);
        text.append("s").append(s).append(s == 0 ? ",city," : ",land,");
        text.append(day.getYear()).append(',').append(day.getMonthValue()).append(',');
        text.append(day.getDayOfMonth()).append(',').append(target).append(',').append(promo);
        text.append(String.format(Locale.ROOT, ",%.1f%n", 10 * random.nextDouble()));
      }
    }
    return text.toString();
  }

  private static CommandProcess.Result run(int code, String arguments) throws IOException {
    CommandProcess.Result result = CommandProcess.run(folder, arguments.split(" "));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
    return result;
  }

  @Test
  void trainsForecastsAndPredicts() throws IOException {
    String train = "forecast train --data stores.csv" + ALL + SMALL + " --missing interpolate";
    assertThat(run(0, train + " --model a.safetensors --forecast a.csv --report a.html").out())
        .contains(
            "missing values of the target in 3 of 3 series", "on a line between those around");
    assertThat(Files.readString(folder.resolve("a.html")))
        .contains("past temp; known ahead promo; static kind; holidays of days.csv");
    assertThat(Files.readAllLines(folder.resolve("a.csv"))).hasSize(1 + 3 * 4);
    run(0, "forecast predict --model a.safetensors --data stores.csv --out b.csv");
    assertThat(folder.resolve("b.csv")).hasSameTextualContentAs(folder.resolve("a.csv"));
    assertThat(run(2, "forecast predict --model a.safetensors --data short.csv --out c.csv").err())
        .contains("short.csv, series 's0': column 'promo'", "2021-03-24, 2021-03-25");
    assertThat(
            run(
                    2,
                    "forecast train --data short.csv"
                        + ALL
                        + SMALL
                        + " --model d.safetensors --forecast d.csv")
                .err())
        .contains("column 'promo' is known ahead");
  }

  @Test
  void aSplitGivesIntervalsForecastsAndAReport() throws IOException {
    String train =
        "forecast train --data stores.csv" + ALL + SMALL + " --split 2021-02-15,2021-03-05";
    String out = run(0, train + " --model e.safetensors --forecast e.csv --report e.html").out();
    assertThat(out)
        .contains("linear start of ridge", "intervals meant to hold 80 % hold")
        .contains("wrote e.safetensors, e.csv, e.html");
    assertThat(Files.readAllLines(folder.resolve("e.csv")).getFirst())
        .isEqualTo("series,step,time,forecast,lower,upper");
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(run(0, train + " --model f.safetensors --json").out());
    assertThat(json.get("coverage_meant").asDouble()).isEqualTo(0.8);
    assertThat(json.get("coverage").asDouble()).isBetween(0.3, 1.0);
    assertThat(json.get("interval_width").asDouble()).isPositive();
    assertThat(json.get("ridge").asDouble()).isPositive();
    run(0, "forecast predict --model f.safetensors --data stores.csv --out f.csv");
    assertThat(folder.resolve("f.csv")).hasSameTextualContentAs(folder.resolve("e.csv"));
  }

  @Test
  void oneSeriesTakesSplitTimesToo() throws IOException {
    StringBuilder text = new StringBuilder("year,month,day,hour,y\n");
    for (int t = 0; t < 120; t++) {
      text.append("2021,1,").append(1 + t / 24).append(',').append(t % 24).append(',');
      text.append(t % 24 + t % 5).append('\n');
    }
    Files.writeString(folder.resolve("hours.csv"), text);
    String time = " --target y --time year,month,day,hour --horizon 3 --window 12 --epochs 1";
    run(0, "forecast train --data hours.csv --model g.safetensors" + time);
    run(0, "forecast predict --model g.safetensors --data hours.csv --out g.csv");
    assertThat(Files.readString(folder.resolve("g.csv"))).contains("2021-01-06");
  }

  @Test
  void whatDoesNotFitIsSaid() throws IOException {
    String train = "forecast train --model h.safetensors --data stores.csv --horizon 4";
    assertThat(run(2, train + " --target sold --past temp").err())
        .contains("--past", "needs --layout");
    String many = train + " --layout long --series store --target sold --time year,month,day";
    assertThat(run(2, many + " --past tmp").err()).contains("Did you mean 'temp'?");
    assertThat(run(2, many + " --past sold").err()).contains("'sold' is the target");
    assertThat(run(2, many + " --static promo").err()).contains("static feature is the same");
    assertThat(run(2, many + " --missing decay --cell lstm").err()).contains("--cell gru");
    assertThat(run(2, many + " --series store").err())
        .contains("--series store,store: a column is");
    assertThat(run(2, many + " --holidays fest.csv").err())
        .contains("--holidays fest.csv: there is no such file");
  }
}
