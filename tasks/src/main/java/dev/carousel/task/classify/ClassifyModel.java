package dev.carousel.task.classify;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.loss.Loss;
import dev.carousel.model.ModelFile;
import dev.carousel.model.Provenance;
import dev.carousel.network.Network;
import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.TracedSequence;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Evaluation;
import dev.carousel.train.Evaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained classifier: a network from sequences to logits of classes, and what makes a file its
 * input. Safe for many threads.
 */
public final class ClassifyModel {
  static final Loss LOSS = Loss.SPARSE_SOFTMAX_CROSS_ENTROPY;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final String TASK = "classify";

  private record Task(String task, List<String> classes, ImageForm form, Scaling scaling) {
    Task {
      Objects.requireNonNull(classes, "classes are missing");
      Objects.requireNonNull(form, "form is missing");
      Objects.requireNonNull(scaling, "scaling is missing");
    }
  }

  private final Network network;
  private final Task task;
  private final @Nullable Provenance provenance;

  private ClassifyModel(Network network, Task task, @Nullable Provenance provenance) {
    this.network = network;
    this.task = task;
    this.provenance = provenance;
  }

  ClassifyModel(
      Network network,
      List<String> classes,
      ImageForm form,
      Scaling scaling,
      @Nullable Provenance provenance) {
    this(network, new Task(TASK, List.copyOf(classes), form, scaling), provenance);
  }

  /** The classes it tells apart, by number. */
  public List<String> classes() {
    return task.classes;
  }

  /** How it reads images. */
  public ImageForm form() {
    return task.form;
  }

  /** Number of trained values. */
  public int parameters() {
    return network.parameters().size();
  }

  /** Where it comes from; null if it was not saved yet. */
  public @Nullable Provenance provenance() {
    return provenance;
  }

  /**
   * Classifies sequences whose classes are known.
   *
   * @throws BadInput if they have other channels or classes than the model knows
   */
  public ClassifyScore evaluate(SequenceSet sequences) {
    SequenceSet set = checked(sequences);
    Predictions predictions = new Predictions();
    Evaluation found =
        new Evaluator(network, Engine.shared())
            .evaluate(new SequenceExamples(set, task.scaling), LOSS, predictions);
    return ClassifyScore.of(set, found.loss(), predictions.logits());
  }

  /**
   * What its recurrent layers do while it reads sequences.
   *
   * @throws BadInput as {@link #evaluate}
   */
  public Inspection inspect(SequenceSet sequences) {
    SequenceSet set = checked(sequences);
    SequenceExamples examples = new SequenceExamples(set, task.scaling);
    Shape one = examples.inputShape();
    float[] x = new float[set.size() * one.size()];
    List<TracedSequence> names = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      examples.readInput(i, x, i * one.size());
      String name = "%d (class %s)".formatted(i + 1, set.classes().get(set.labels()[i]));
      names.add(new TracedSequence(name, Collections.nCopies(set.length(i), "")));
    }
    Tensor all = Tensor.of(x, set.size(), one.at(0), one.at(1));
    return Inspection.of(network, all, "sequence", "time", names);
  }

  /**
   * Refuses sequences it cannot classify.
   *
   * @throws BadInput as {@link #evaluate}
   */
  public void check(SequenceSet sequences) {
    checked(sequences);
  }

  private SequenceSet checked(SequenceSet set) {
    if (set.channels() != task.scaling.channels()) {
      throw new BadInput(
          "%s: %d channels, the model reads %d; give it a file of the same kind",
          set.source(), set.channels(), task.scaling.channels());
    }
    return set.withClasses(task.classes);
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    new ModelFile(network, provenance, JSON.valueToTree(task)).write(file);
  }

  /**
   * Reads a model.
   *
   * @throws BadInput if the file is damaged, or not a classifier
   */
  public static ClassifyModel load(Path file) throws IOException {
    ModelFile content = ModelFile.read(file);
    JsonNode json = content.task();
    if (json == null || !TASK.equals(json.path("task").asString(""))) {
      throw new BadInput(
          "%s: a Carousel model, but not a classifier; train one with carousel classify train",
          file);
    }
    try {
      Task task = JSON.treeToValue(json, Task.class);
      Network network = content.network();
      if (network.input().features() != task.scaling.channels()
          || !network.output().equals(Shape.of(task.classes.size()))) {
        throw new BadInput(
            "%s: the network reads %s and gives %s, its part for classes has %d channels and %d"
                + " classes; the file is damaged: copy it again from its source, or train anew",
            file,
            network.input().shape(),
            network.output(),
            task.scaling.channels(),
            task.classes.size());
      }
      return new ClassifyModel(network, task, content.provenance());
    } catch (JacksonException e) {
      throw ModelFile.unreadable(file, "part for classes", e);
    }
  }
}
