package dev.carousel.train;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.TensorData;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps a {@link TrainingState} in a file, and takes it up again to the same bits. */
final class Checkpoint {
  static final String RUN = "carousel.checkpoint"; // names in the metadata
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
    double[] numbers = {s.bestLoss, s.lossSum, s.lossTotal, s.lastFinite};
    tensors.put("numbers", TensorData.of(numbers, numbers.length));
    double[] losses = new double[2 * s.epochs.size()];
    for (int i = 0; i < s.epochs.size(); i++) {
      losses[2 * i] = s.epochs.get(i).loss();
      losses[2 * i + 1] = s.epochs.get(i).validationLoss();
    }
    tensors.put("losses", TensorData.of(losses, s.epochs.size(), 2));
    s.carried
        .all()
        .forEach((layer, parts) -> {
          for (int i = 0; i < parts.size(); i++) {
            Tensor part = parts.get(i);
            tensors.put(
                CARRIED + layer + "/" + i, TensorData.of(part.toArray(), part.shape().toArray()));
          }
        });
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(RUN, plan.fingerprint());
    metadata.put(START, start);
    Safetensors.write(file, metadata, tensors);
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
    kept.carried(s.carried);
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
