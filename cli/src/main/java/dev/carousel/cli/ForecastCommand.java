package dev.carousel.cli;

import dev.carousel.file.AtomicFiles;
import dev.carousel.task.forecast.Backtest;
import dev.carousel.task.forecast.ForecastFiles;
import dev.carousel.task.forecast.ForecastPage;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.report.ForecastReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Everything on one file: train, backtest, forecast, report. */
@Command(
    name = "forecast",
    description =
        "Forecasts a column of a CSV file: trains an LSTM, tests it on the last 20 %% of time"
            + " against simple baselines, and writes model, forecast, backtest and report.",
    subcommands = {
      ForecastTrainCommand.class,
      ForecastBacktestCommand.class,
      ForecastPredictCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  carousel forecast examples/seattle-weather.csv --target temp_max --horizon 14",
      "  carousel forecast sales.csv --target revenue --time day --horizon 28 --out sales --json"
    })
final class ForecastCommand extends CarouselCommand {
  private static final String MODEL = "model.safetensors";
  private static final String FORECAST = "forecast.csv";
  private static final String BACKTEST = "backtest.csv";
  private static final String REPORT = "report.html";

  @Parameters(arity = "0..1", paramLabel = "FILE.csv", description = "The data, a row a time.")
  private @Nullable Path data;

  @Option(names = "--target", paramLabel = "COL", description = "The column to forecast.")
  private @Nullable String target;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the results (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("forecast-out");

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Mixin private SeriesFlags series = new SeriesFlags();
  @Mixin private TrainingFlags training = new TrainingFlags();
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path file = required(data, "FILE.csv");
    String column = required(target, "--target COL");
    Destination.checkFolder(out);
    for (String name : List.of(MODEL, FORECAST, BACKTEST, REPORT)) {
      Destination.checkFile(out.resolve(name), "--out");
    }
    return Training.run(file, series.options(column), training, out, this::write);
  }

  /** All four files are replaced, or none. */
  private void write(ForecastRun run) throws IOException {
    Path model = out.resolve(MODEL);
    Path forecast = out.resolve(FORECAST);
    Path backtest = out.resolve(BACKTEST);
    Path report = out.resolve(REPORT);
    Backtest tested = Objects.requireNonNull(run.backtest());
    try (AtomicFiles files = new AtomicFiles()) {
      files.write(model, run.model()::save);
      files.write(forecast, to -> ForecastFiles.writeForecast(to, run.series(), run.forecast()));
      files.write(backtest, to -> ForecastFiles.writeBacktest(to, tested));
      files.write(report, to -> ForecastReport.write(to, ForecastPage.of(run, commandLine())));
      files.commit();
    }
    if (json) {
      System.out.println(ResultJson.of(run, model, forecast, backtest, report));
    } else {
      System.out.print(ResultTable.of(run));
      System.out.printf("%nwrote %s, %s, %s, %s%n", model, forecast, backtest, report);
    }
  }

  private String commandLine() {
    List<String> args = Objects.requireNonNull(spec).commandLine().getParseResult().originalArgs();
    List<String> all =
        Objects.requireNonNull(spec).root().commandLine().getParseResult().originalArgs();
    return "carousel " + ShellWords.join(all.isEmpty() ? args : all);
  }

  private <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(), "missing " + what);
    }
    return value;
  }
}
