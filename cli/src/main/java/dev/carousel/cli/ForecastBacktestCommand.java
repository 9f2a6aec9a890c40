package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.forecast.Backtest;
import dev.carousel.task.forecast.ForecastFiles;
import dev.carousel.task.forecast.ForecastModel;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests a model, or one that is trained for it, against the baselines. */
@Command(
    name = "backtest",
    description =
        "Tests a forecast model on what came after its training time; without --model"
            + " trains one on the first 80 %% of time.",
    footer = {
      "",
      "Example:",
      "  carousel forecast backtest --data examples/seattle-weather.csv --target temp_max"
          + " --model weather.safetensors"
    })
final class ForecastBacktestCommand extends CarouselCommand {
  @Option(names = "--data", required = true, paramLabel = "FILE", description = "The data.")
  private @Nullable Path data;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COL",
      description = "The column to forecast.")
  private @Nullable String target;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "The model to test; the training options are then not read.")
  private @Nullable Path model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write every forecast of the backtest to this CSV file.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Mixin private SeriesFlags series = new SeriesFlags();
  @Mixin private TrainingFlags training = new TrainingFlags();

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(data);
    String column = Objects.requireNonNull(target);
    if (out != null) {
      Destination.checkFile(out, "--out");
    }
    if (model == null) {
      return Training.run(
          file,
          series.options(column),
          training,
          checkpoints(),
          run -> write(Objects.requireNonNull(run.backtest())));
    }
    ForecastModel trained = ForecastModel.load(model);
    if (!trained.target().equals(column)) {
      throw new BadInput(
          "%s: the model forecasts '%s', not '%s'; use --target %s or another model",
          model, trained.target(), column, trained.target());
    }
    write(Backtest.of(trained, TimeSeries.from(Table.read(file), trained.seriesOptions())));
    return 0;
  }

  /** Without --out nothing else is written, so a folder that takes no files will do. */
  private @Nullable Path checkpoints() {
    Path current = Path.of("");
    return out != null ? Destination.folderOf(out) : Files.isWritable(current) ? current : null;
  }

  private void write(Backtest backtest) throws IOException {
    Path file = out;
    if (file != null) {
      ForecastFiles.writeBacktest(file, backtest);
    }
    if (json) {
      System.out.println(ResultJson.ofBacktest(backtest, file));
    } else {
      System.out.print(ResultTable.of(backtest));
      if (file != null) {
        System.out.printf("%nwrote %s%n", file);
      }
    }
  }
}
