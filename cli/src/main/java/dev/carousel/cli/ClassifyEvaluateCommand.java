package dev.carousel.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.carousel.file.AtomicFile;
import dev.carousel.task.classify.ClassifyModel;
import dev.carousel.task.classify.ClassifyScore;
import dev.carousel.task.classify.SequenceFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Tests a classifier. */
@Command(
    name = "evaluate",
    description = "Says how well a classifier knows sequences, class by class.",
    footer = {
      "",
      "Example:",
      "  carousel classify evaluate --data JapaneseVowels_TEST.ts --model vowels.safetensors"
          + " --out predictions.csv"
    })
final class ClassifyEvaluateCommand extends CarouselCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "The model file.")
  private @Nullable Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Sequences with their classes, of the kind the model was trained on.")
  private @Nullable Path data;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Classes of idx images; found by the usual name if left out.")
  private @Nullable Path labels;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write class, prediction and probabilities of each sequence to a CSV file.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ClassifyModel trained = ClassifyModel.load(Objects.requireNonNull(model));
    Path file = out;
    if (file != null) {
      Destination.checkFile(file, "--out");
      Destination.checkApart(file, "--out", data, "--data");
      Destination.checkApart(file, "--out", model, "--model");
    }
    ClassifyScore score =
        trained.evaluate(SequenceFile.read(Objects.requireNonNull(data), labels, trained.form()));
    if (file != null) {
      write(file, score);
    }
    if (json) {
      System.out.println(
          JsonMapper.builder().build().writeValueAsString(ClassifyTable.json(score)));
    } else {
      System.out.print(ClassifyTable.of(score));
      if (file != null) {
        System.out.println("wrote " + file);
      }
    }
    return 0;
  }

  private static void write(Path file, ClassifyScore score) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          rows(CsvWriter.builder().bufferSize(0).build(text), score); // the file is closed for us
          text.flush();
        });
  }

  private static void rows(CsvWriter csv, ClassifyScore score) {
    List<String> classes = score.set().classes();
    List<String> header = new ArrayList<>(List.of("sequence", "class", "predicted"));
    classes.forEach(name -> header.add("p(" + name + ")"));
    csv.writeRecord(header);
    for (int i = 0; i < score.set().size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(i + 1));
      row.add(classes.get(score.set().labels()[i]));
      row.add(classes.get(score.predicted(i)));
      for (double p : score.probabilities().get(i)) {
        row.add(Float.toString((float) p));
      }
      csv.writeRecord(row);
    }
  }
}
