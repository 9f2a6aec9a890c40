package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.model.ModelFile;
import dev.carousel.task.classify.ClassifyModel;
import dev.carousel.task.classify.SequenceFile;
import dev.carousel.task.classify.SequenceSet;
import dev.carousel.task.forecast.ForecastModel;
import dev.carousel.task.forecast.ForecastTraces;
import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.TraceFiles;
import dev.carousel.task.panel.PanelModel;
import dev.carousel.task.panel.PanelTraces;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Table;
import dev.carousel.task.text.Corpus;
import dev.carousel.task.text.TextModel;
import dev.carousel.task.text.TextTraces;
import dev.carousel.task.text.source.Utf8File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the recurrent layers of a model do with data.
 *
 * @param trace folder to write to; null to write nothing
 */
record InspectTraces(Path model, Path data, @Nullable Path trace, int windows, boolean json) {
  private static final int MOST = 1000;

  int run() throws IOException {
    if (windows < 1 || windows > MOST) {
      throw new BadInput("--windows %d: expected a whole number from 1 to %d", windows, MOST);
    }
    if (trace != null) {
      Destination.checkFolder(trace, "--trace");
    }
    Inspection inspection = inspection();
    if (inspection.layers().isEmpty()) {
      throw new BadInput(
          "%s: the model has no recurrent layer, so there is nothing to trace", model);
    }
    List<Path> written = List.of();
    if (trace != null) {
      written = TraceFiles.all(trace, inspection);
      for (Path file : written) {
        Destination.checkFile(file, "--trace");
      }
      TraceFiles.write(trace, inspection);
    }
    TraceReport report = new TraceReport(model, data, trace, inspection);
    System.out.print(json ? report.json() + System.lineSeparator() : report.table());
    if (!json && !written.isEmpty()) {
      List<String> names = written.stream().map(Path::toString).toList();
      System.out.printf("%nwrote %s%n", String.join(", ", names));
    }
    return 0;
  }

  private Inspection inspection() throws IOException {
    JsonNode task = ModelFile.read(model).task();
    String kind = task == null ? "" : task.path("task").asString("");
    return switch (kind) {
      case "forecast" -> {
        ForecastModel forecaster = ForecastModel.load(model);
        TimeSeries series = TimeSeries.from(Table.read(data), forecaster.seriesOptions());
        yield ForecastTraces.of(forecaster, series, windows);
      }
      case "panel" -> {
        PanelModel forecaster = PanelModel.load(model);
        yield PanelTraces.of(forecaster, forecaster.source().read(data), windows);
      }
      case "text" -> {
        TextModel reader = TextModel.load(model);
        yield TextTraces.of(reader, Corpus.of(Utf8File.of(data), reader.tokenizer()), windows);
      }
      case "classify" -> {
        ClassifyModel classifier = ClassifyModel.load(model);
        SequenceSet set = SequenceFile.read(data, null, classifier.form());
        yield classifier.inspect(set.last(windows));
      }
      default ->
          throw new BadInput(
              "%s: holds a network alone, and not how a file becomes its input; trace it in Java,"
                  + " with Inspection.of",
              model);
    };
  }
}
