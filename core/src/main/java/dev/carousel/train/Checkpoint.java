package dev.carousel.train;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.TensorData;
import dev.carousel.layer.CarriedState;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps a {@link TrainingState} in a file, and takes it up again to the same bits. */
final class Checkpoint {
  static final String RUN = "carousel.checkpoint"; // names in the metadata
  static final String DIGEST = "carousel.checkpoint.digest";
  static final String START = "carousel.checkpoint.start";
  static final String VALUES = "values"; // names of tensors
  static final String BEST = "best";
  static final String CARRIED = "carried/";

  private final Path file;
  private final RunPlan plan;
  private String start; // digest of the weights the run began with

  /** A checkpoint of a run that begins with these weights. */
  Checkpoint(Path file, RunPlan plan, float[] weights) {
    this.file = file;
    this.plan = plan;
    this.start = DataDigest.of(weights);
  }

  /** Replaces the file. */
  void write(TrainingState s) throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    int n = s.parameters.size();
    tensors.put(VALUES, TensorData.of(s.parameters.values(), n));
    tensors.put(BEST, TensorData.of(s.best, n));
    for (int i = 0; i < s.slots.length; i++) {
      tensors.put("slot_" + i, TensorData.of(s.slots[i], n));
    }
    tensors.put(
        "position",
        TensorData.of(new long[] {s.epoch, s.batch, s.step, s.bestEpoch, s.averaged}, 5));
    double[] numbers = new double[2 + 2 * s.losses.size()];
    numbers[0] = s.bestWatched;
    for (int i = 0; i < s.losses.size(); i++) {
      numbers[1 + 2 * i] = s.losses.sum(i);
      numbers[2 + 2 * i] = s.losses.total(i);
    }
    numbers[numbers.length - 1] = s.lastFinite;
    tensors.put("numbers", TensorData.of(numbers, numbers.length));
    addEpochs(tensors, s.epochs);
    for (int i = 0; i < s.carried.size(); i++) {
      addCarried(tensors, CARRIED + i + "/", s.carried.get(i));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(RUN, plan.fingerprint());
    metadata.put(START, start);
    metadata.put(DIGEST, DataDigest.of(tensors));
    Safetensors.write(file, metadata, tensors);
  }

  private void addEpochs(Map<String, TensorData> tensors, List<History.Epoch> epochs) {
    int columns = plan.measures().columns();
    double[] losses = new double[2 * epochs.size()];
    double[] measures = new double[columns * epochs.size()];
    for (int i = 0; i < epochs.size(); i++) {
      losses[2 * i] = epochs.get(i).loss();
      losses[2 * i + 1] = epochs.get(i).validationLoss();
      System.arraycopy(Measures.columns(epochs.get(i)), 0, measures, i * columns, columns);
    }
    tensors.put("losses", TensorData.of(losses, epochs.size(), 2));
    tensors.put("measures", TensorData.of(measures, epochs.size(), columns));
  }

  private static void addCarried(
      Map<String, TensorData> tensors, String stem, CarriedState carried) {
    carried
        .all()
        .forEach((layer, parts) -> {
          for (int i = 0; i < parts.size(); i++) {
            Tensor part = parts.get(i);
            tensors.put(
                stem + layer + "/" + i, TensorData.of(part.toArray(), part.shape().toArray()));
          }
        });
  }

  /**
   * Takes up a run if the file is there. The network is untouched until all of it was checked.
   *
   * @throws BadInput if the file is damaged, of another run, or has come further than this run goes
   */
  boolean resume(TrainingState s) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    CheckpointReader kept = new CheckpointReader(file);
    String began = kept.checkRun(plan.fingerprint());
    int n = s.parameters.size();
    kept.checkStart(start, began, s.parameters.values());
    kept.position(s, plan);
    kept.carried(s);
    for (int i = 0; i < s.slots.length; i++) {
      System.arraycopy(kept.slot(i, n), 0, s.slots[i], 0, n);
    }
    System.arraycopy(kept.weights(BEST, n), 0, s.best, 0, n);
    System.arraycopy(kept.weights(VALUES, n), 0, s.parameters.values(), 0, n);
    s.parameters.changed();
    start = began;
    return true;
  }
}
