package dev.carousel.train;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.file.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps a {@link TrainingState} in a file, and takes it up again to the same bits. */
record Checkpoint(Path file, String fingerprint) {
  private static final String RUN = "carousel.checkpoint";

  /** Replaces the file. */
  void write(TrainingState s) throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    int n = s.parameters.size();
    tensors.put("values", TensorData.of(s.parameters.values(), n));
    tensors.put("best", TensorData.of(s.best, n));
    for (int i = 0; i < s.slots.length; i++) {
      tensors.put("slot_" + i, TensorData.of(s.slots[i], n));
    }
    tensors.put("position", TensorData.of(new long[] {s.epoch, s.batch, s.step, s.bestEpoch}, 4));
    double[] numbers = {s.bestLoss, s.lossSum, s.lossTotal, s.lastFinite};
    tensors.put("numbers", TensorData.of(numbers, numbers.length));
    double[] losses = new double[2 * s.epochs.size()];
    for (int i = 0; i < s.epochs.size(); i++) {
      losses[2 * i] = s.epochs.get(i).loss();
      losses[2 * i + 1] = s.epochs.get(i).validationLoss();
    }
    tensors.put("losses", TensorData.of(losses, s.epochs.size(), 2));
    Safetensors.write(file, Map.of(RUN, fingerprint), tensors);
  }

  /**
   * Takes up a run if the file is there.
   *
   * @throws BadInput if the file is damaged or of another run
   */
  boolean resume(TrainingState s) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    SafetensorsFile kept = Safetensors.read(file);
    String found = kept.metadata().getOrDefault(RUN, "no training run");
    if (!fingerprint.equals(found)) {
      throw new BadInput(
          "%s: this checkpoint is of another run; found [%s], expected [%s]; run with the options it"
              + " was made with, or delete it to start anew",
          file, found, fingerprint);
    }
    int n = s.parameters.size();
    copy(kept.floats("values", n), s.parameters.values());
    copy(kept.floats("best", n), s.best);
    for (int i = 0; i < s.slots.length; i++) {
      copy(kept.floats("slot_" + i, n), s.slots[i]);
    }
    long[] position = kept.longs("position", 4);
    s.epoch = Math.toIntExact(position[0]);
    s.batch = Math.toIntExact(position[1]);
    s.step = position[2];
    s.bestEpoch = Math.toIntExact(position[3]);
    double[] numbers = kept.doubles("numbers", 4);
    s.bestLoss = numbers[0];
    s.lossSum = numbers[1];
    s.lossTotal = numbers[2];
    s.lastFinite = numbers[3];
    double[] losses = kept.doubles("losses", s.epoch, 2);
    for (int i = 0; i < s.epoch; i++) {
      s.epochs.add(new History.Epoch(i + 1, losses[2 * i], losses[2 * i + 1]));
    }
    s.parameters.changed();
    return true;
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
