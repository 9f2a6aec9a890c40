package dev.carousel.cli;

import dev.carousel.model.ModelFile;
import dev.carousel.task.forecast.Forecast;
import dev.carousel.task.forecast.ForecastFiles;
import dev.carousel.task.forecast.ForecastModel;
import dev.carousel.task.forecast.ForecastNotes;
import dev.carousel.task.panel.PanelFiles;
import dev.carousel.task.panel.PanelModel;
import dev.carousel.task.panel.PanelNotes;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Forecasts with a trained model. */
@Command(
    name = "predict",
    description =
        "Forecasts what comes after the last row of a file, with a trained model: rows may"
            + " have been added since the training.",
    footer = {
      "",
      "Example:",
      "  carousel forecast predict --model weather.safetensors"
          + " --data examples/seattle-weather.csv --out next.csv"
    })
final class ForecastPredictCommand extends CarouselCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "The model.")
  private @Nullable Path model;

  @Option(names = "--data", required = true, paramLabel = "FILE", description = "The data.")
  private @Nullable Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "F",
      description = "The CSV file to write.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path from = Objects.requireNonNull(model);
    ModelFile content = ModelFile.read(from);
    Path file = Objects.requireNonNull(out);
    Destination.checkFile(file, "--out");
    Destination.checkApart(file, "--out", data, "--data");
    Destination.checkApart(file, "--out", model, "--model");
    if (PanelModel.isIn(content)) {
      return many(PanelModel.of(from, content), file);
    }
    ForecastModel trained = ForecastModel.of(from, content);
    TimeSeries series =
        TimeSeries.from(Table.read(Objects.requireNonNull(data)), trained.seriesOptions());
    Forecast forecast = Forecast.of(trained, series);
    ForecastFiles.writeForecast(file, series, forecast);
    List<DataNote> notes = new ArrayList<>(series.notes().list());
    notes.addAll(ForecastNotes.of(trained, series));
    notes.forEach(note -> System.err.println("carousel: note: " + note.message()));
    String first = ShownTime.of(series.time(series.length()));
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("forecast", file.toString());
      result.put("target", trained.target());
      result.put("horizon", forecast.values().length);
      result.put("from", first);
      result.put("notes", notes.stream().map(DataNote::message).toList());
      System.out.println(JsonMapper.builder().build().writeValueAsString(result));
    } else {
      System.out.printf(
          "wrote %s of %s from %s on to %s%n",
          Sentence.count(forecast.values().length, "step"), trained.target(), first, file);
    }
    return 0;
  }

  private int many(PanelModel trained, Path file) throws IOException {
    SeriesSet series = trained.source().read(Objects.requireNonNull(data));
    PanelFiles.write(file, trained, series, trained.forecasts(series));
    List<DataNote> notes = new ArrayList<>(series.notes().list());
    notes.addAll(PanelNotes.of(trained, series));
    notes.forEach(note -> System.err.println("carousel: note: " + note.message()));
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("forecast", file.toString());
      result.put("series", series.size());
      result.put("horizon", trained.horizon());
      result.put("notes", notes.stream().map(DataNote::message).toList());
      System.out.println(JsonMapper.builder().build().writeValueAsString(result));
    } else {
      System.out.printf(
          "wrote %s of %d series to %s%n",
          Sentence.count(trained.horizon(), "step"), series.size(), file);
    }
    return 0;
  }
}
