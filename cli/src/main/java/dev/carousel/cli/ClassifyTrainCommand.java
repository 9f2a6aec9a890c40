package dev.carousel.cli;

import dev.carousel.model.Provenance;
import dev.carousel.task.classify.ClassifyOptions;
import dev.carousel.task.classify.ClassifyScore;
import dev.carousel.task.classify.ClassifyTraining;
import dev.carousel.task.classify.ImageForm;
import dev.carousel.task.classify.SequenceFile;
import dev.carousel.task.classify.SequenceSet;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.train.History;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Trains a classifier of sequences. */
@Command(
    name = "train",
    description =
        "Trains a classifier of sequences. Ctrl-C, and --stop-after, keep a checkpoint beside the"
            + " model from which the same command goes on to the same bits.",
    footer = {
      "",
      "Examples:",
      "  carousel classify train --data JapaneseVowels_TRAIN.ts --test JapaneseVowels_TEST.ts"
          + " --model vowels.safetensors",
      "  carousel classify train --data train-images-idx3-ubyte.gz --images rows"
          + " --model mnist.safetensors"
    })
final class ClassifyTrainCommand extends CarouselCommand {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Sequences with their classes: a .ts file, or idx images.")
  private @Nullable Path data;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "OUT",
      description = "The model file to write.")
  private @Nullable Path model;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Sequences to test on, once, in the end.")
  private @Nullable Path test;

  @Option(
      names = "--images",
      paramLabel = "rows|pixels",
      description = "What a step of an image is (default: rows).")
  private ImageForm form = ImageForm.ROWS;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Classes of idx images; found by the usual name if left out.")
  private @Nullable Path labels;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Mixin private ClassifyFlags flags = new ClassifyFlags();

  @Mixin private ResumableTraining resumable = new ResumableTraining();

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(model);
    Destination.checkFile(file, "--model");
    Destination.checkApart(file, "--model", data, "--data");
    Destination.checkApart(file, "--model", test, "--test");
    Destination.checkModel(file);
    ClassifyOptions options = flags.options();
    SequenceSet set = SequenceFile.read(Objects.requireNonNull(data), labels, form);
    SequenceSet tested = test == null ? null : SequenceFile.read(test, null, form);
    Destination.probe(file);
    ClassifyTraining training = ClassifyTraining.of(set, form, options);
    if (tested != null) {
      training.model(null).check(tested);
    }
    try (Interrupt interrupt = new Interrupt()) {
      return train(training, options, tested, file, interrupt);
    }
  }

  private int train(
      ClassifyTraining training,
      ClassifyOptions options,
      @Nullable SequenceSet tested,
      Path file,
      Interrupt interrupt)
      throws IOException {
    SequenceSet validation = training.validation();
    System.err.printf(
        Locale.ROOT,
        "%,d sequences to train on, %,d to validate, %d to %d steps of %d channels, %d classes, %,d"
            + " parameters%n",
        training.training().size(),
        validation == null ? 0 : validation.size(),
        training.training().shortest(),
        training.training().longest(),
        training.training().channels(),
        training.training().classes().size(),
        training.model(null).parameters());
    Path checkpoint = ResumableTraining.checkpoint(file, options + " " + form + " " + data);
    String digest = ForecastRun.sha256(Objects.requireNonNull(data));
    long start = System.nanoTime();
    History history;
    try (ClassifyProgress progress = new ClassifyProgress(options.epochs())) {
      history = training.train(fit -> resumable.add(fit, checkpoint, interrupt).listener(progress));
    } catch (TrainingDiverged e) {
      ResumableTraining.keepBest(
          e, file, done -> training.model(provenance(digest, options, done)).save(file));
      throw e;
    }
    if (history.end() == History.End.STOPPED) {
      return ResumableTraining.stopped(history, checkpoint, interrupt, json);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    training.model(provenance(digest, options, history)).save(file);
    Files.deleteIfExists(checkpoint);
    ClassifyScore score = tested == null ? null : training.model(null).evaluate(tested);
    print(training, history, score, file, seconds);
    return 0;
  }

  private Provenance provenance(String digest, ClassifyOptions options, History history) {
    return ResumableTraining.provenance(
        Objects.requireNonNull(data), digest, options, options.seed(), history, Map.of());
  }

  private void print(
      ClassifyTraining training,
      History history,
      @Nullable ClassifyScore score,
      Path file,
      double seconds) {
    boolean validated = training.validation() != null;
    History.Epoch kept =
        history.epochs().get((validated ? history.bestEpoch() : history.epochs().size()) - 1);
    Double accuracy = validated ? Double.valueOf(kept.metric("accuracy")) : null;
    if (json) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      all.put("model", file.toString());
      all.put("sequences", training.training().size());
      all.put("classes", training.training().classes().size());
      all.put("parameters", training.model(null).parameters());
      all.put("epochs", history.epochs().size());
      all.put("kept_epoch", kept.number());
      all.put("train_nats", kept.loss());
      all.put("valid_nats", validated ? kept.validationLoss() : null);
      all.put("valid_accuracy", accuracy);
      all.put("test", score == null ? null : ClassifyTable.json(score));
      all.put("seconds", seconds);
      System.out.println(JsonMapper.builder().build().writeValueAsString(all));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "kept epoch %d of %d: training %.4f nats%s, %.1f s%n",
        kept.number(),
        history.epochs().size(),
        kept.loss(),
        accuracy == null
            ? ""
            : String.format(
                Locale.ROOT,
                ", validation %.4f nats, accuracy %.2f %%",
                kept.validationLoss(),
                100 * accuracy),
        seconds);
    if (score != null) {
      System.out.print(ClassifyTable.of(score));
    }
    System.out.println("wrote " + file);
  }
}
