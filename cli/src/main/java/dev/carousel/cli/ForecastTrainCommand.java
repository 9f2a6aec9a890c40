package dev.carousel.cli;

import dev.carousel.task.forecast.ForecastRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model and writes it. */
@Command(
    name = "train",
    description = "Trains a forecast model on the first 80 %% of time and writes it to a file.",
    footer = {
      "",
      "Example:",
      "  carousel forecast train --data examples/seattle-weather.csv --target temp_max"
          + " --horizon 14 --model weather.safetensors"
    })
final class ForecastTrainCommand extends CarouselCommand {
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
      required = true,
      paramLabel = "OUT",
      description = "The model file to write.")
  private @Nullable Path model;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Mixin private SeriesFlags series = new SeriesFlags();
  @Mixin private TrainingFlags training = new TrainingFlags();

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(model);
    Destination.checkFile(file, "--model");
    return Training.run(
        Objects.requireNonNull(data),
        series.options(Objects.requireNonNull(target)),
        training,
        Destination.folderOf(file),
        run -> write(run, file));
  }

  private void write(ForecastRun run, Path file) throws IOException {
    run.model().save(file);
    if (json) {
      System.out.println(ResultJson.ofTraining(run, file));
    } else {
      System.out.print(ResultTable.of(run));
      System.out.printf("%nwrote %s%n", file);
    }
  }
}
