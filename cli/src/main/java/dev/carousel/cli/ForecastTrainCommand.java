package dev.carousel.cli;

import dev.carousel.task.forecast.ForecastRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model and writes it. */
@Command(
    name = "train",
    description =
        "Trains a forecast model on the first 80 %% of time and writes it to a file; with --layout"
            + " or --series one model for many series, tested against all baselines. Of these the"
            + " defaults are --epochs 8 --batch-size 128 --learning-rate 0.003 --units 64 --dropout"
            + " 0.1, and --patience counts with --split alone.",
    footer = {
      "",
      "Examples:",
      "  carousel forecast train --data examples/seattle-weather.csv --target temp_max"
          + " --horizon 14 --model weather.safetensors",
      "  carousel forecast train --data Hourly-train.csv --layout rows --season 24 --horizon 48"
          + " --test Hourly-test.csv --model m4.safetensors --report m4.html"
    })
final class ForecastTrainCommand extends CarouselCommand {
  @Option(names = "--data", required = true, paramLabel = "FILE", description = "The data.")
  private @Nullable Path data;

  @Option(
      names = "--target",
      paramLabel = "COL",
      description = "The column to forecast; needed but for --layout wide and rows.")
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
  @Mixin private PanelFlags panel = new PanelFlags();
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(model);
    Destination.checkFile(file, "--model");
    Destination.checkApart(file, "--model", data, "--data");
    if (panel.asked()) {
      return new PanelCommand(Objects.requireNonNull(data), target, file, json, commandLine())
          .run(series, training, panel);
    }
    if (target == null) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(), "missing --target COL");
    }
    Destination.checkModel(file);
    return Training.run(
        Objects.requireNonNull(data),
        series.options(target),
        training,
        Destination.folderOf(file),
        run -> write(run, file));
  }

  private String commandLine() {
    return "carousel "
        + ShellWords.join(
            Objects.requireNonNull(spec).root().commandLine().getParseResult().originalArgs());
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
