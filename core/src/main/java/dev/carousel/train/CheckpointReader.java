package dev.carousel.train;

import dev.carousel.BadInput;
import dev.carousel.file.Dtype;
import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.file.TensorData;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a checkpoint and trusts nothing in it: what is not as a run leaves it is refused. */
final class CheckpointReader {
  private static final int MOST = 1 << 20; // batches of an update

  private final Path file;
  private final SafetensorsFile kept;

  /** Reads the file. */
  CheckpointReader(Path file) throws IOException {
    this.file = file;
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new BadInput(
          "%s: %s, expected a checkpoint; choose another name for it",
          file, Files.isDirectory(file) ? "is a folder" : "is no file that may be read");
    }
    try {
      kept = Safetensors.read(file);
    } catch (BadInput e) {
      String found =
          "%s: %d bytes that are damaged, cut short or something else, expected a checkpoint; if it"
              + " is one, delete it to start anew, if not, choose another name for the checkpoint";
      throw new BadInput(e, found.formatted(file, Files.size(file)));
    }
  }

  /**
   * Refuses a checkpoint of another run.
   *
   * @return the digest of the weights the run began with
   */
  String checkRun(String fingerprint) {
    String found = kept.metadata().get(Checkpoint.RUN);
    if (found == null) {
      throw new BadInput(
          "%s: this file is no checkpoint, expected one; choose another name for the checkpoint",
          file);
    }
    if (!fingerprint.equals(found)) {
      throw new BadInput(
          "%s: this checkpoint is of another run; found [%s], expected [%s]; run with the data and"
              + " options it was made with, or delete it to start anew",
          file, RunPlan.difference(found, fingerprint), RunPlan.difference(fingerprint, found));
    }
    boolean whole = DataDigest.of(kept.tensors()).equals(kept.metadata().get(Checkpoint.DIGEST));
    check(whole, "values that are not those of its digest", "a file as it was written");
    String start = kept.metadata().get(Checkpoint.START);
    check(start != null, "no digest of the first weights", "one");
    return start == null ? "" : start;
  }

  /**
   * Refuses a network that holds neither {@code start} nor what the run, or its best epoch, has.
   */
  void checkStart(String start, String began, float[] now) {
    boolean known = start.equals(began);
    for (String name : new String[] {Checkpoint.VALUES, Checkpoint.BEST}) {
      known |= Arrays.equals(now, weights(name, now.length));
    }
    if (!known) {
      throw new BadInput(
          "%s: this checkpoint is of a run that began with other weights; found digest %s, expected"
              + " %s; build the network as that run did, from the same seed or file, or delete the"
              + " checkpoint to start anew",
          file, began, start);
    }
  }

  /** Weights, all of them finite. */
  float[] weights(String name, int size) {
    float[] values = part(name, Dtype.F32, size).floats();
    for (float v : values) {
      check(Float.isFinite(v), "the value %s in %s".formatted(v, name), "finite values");
    }
    return values;
  }

  /** What the optimiser remembers. */
  float[] slot(int number, int size) {
    return part("slot_" + number, Dtype.F32, size).floats();
  }

  /** Where the run is, and how it came there. */
  void position(TrainingState s, RunPlan plan) {
    long[] position = part("position", Dtype.I64, 5).longs();
    int epochs = within("epoch", position[0], Integer.MAX_VALUE);
    boolean known = plan.batches() > 0;
    s.batch = within("batch", position[1], known ? plan.batches() : Integer.MAX_VALUE);
    s.step = known ? (long) epochs * plan.batches() + s.batch : position[2];
    check(position[2] == s.step && s.step >= s.batch, "step " + position[2], "step " + s.step);
    s.averaged = position[4];
    check(
        s.averaged >= -1 && s.averaged <= s.step,
        "mean of " + s.averaged + " steps",
        "-1 to " + s.step);
    double[] losses = part("losses", Dtype.F64, epochs, 2).doubles();
    for (double loss : losses) {
      check(!Double.isInfinite(loss), "an infinite loss", "finite ones");
    }
    int columns = plan.measures().columns();
    double[] measures = part("measures", Dtype.F64, epochs, columns).doubles();
    for (int i = 0; i < epochs; i++) {
      double[] row = Arrays.copyOfRange(measures, i * columns, (i + 1) * columns);
      s.addEpoch(plan.measures().epoch(i + 1, losses[2 * i], losses[2 * i + 1], row));
    }
    numbers(s, position[3]);
    if (epochs > plan.epochs() || (epochs == plan.epochs() && s.batch > 0)) {
      throw new BadInput(
          "%s: this checkpoint is beyond the end of this run, epoch %d: it has done %d epochs and"
              + " %d batches; ask for more epochs, or delete it to start anew",
          file, plan.epochs(), epochs, s.batch);
    }
  }

  private void numbers(TrainingState s, long bestEpoch) {
    int outputs = s.losses.size();
    double[] numbers = part("numbers", Dtype.F64, 2 + 2 * outputs).doubles();
    check(
        bestEpoch == s.bestEpoch && numbers[0] == s.bestWatched,
        "best epoch %d of loss %s".formatted(bestEpoch, numbers[0]),
        "%d of %s".formatted(s.bestEpoch, s.bestWatched));
    boolean none = true;
    for (int i = 0; i < outputs; i++) {
      s.losses.set(i, finite(numbers[1 + 2 * i]), finite(numbers[2 + 2 * i]));
      none &= numbers[1 + 2 * i] == 0 && numbers[2 + 2 * i] == 0;
    }
    check(s.batch > 0 || none, "losses before the first batch", "none yet");
    s.lastFinite = s.step == 0 ? Double.NaN : finite(numbers[numbers.length - 1]);
  }

  /** The states between two windows. */
  void carried(TrainingState s) {
    s.carried.clear();
    for (String name : kept.tensors().keySet()) {
      if (name.startsWith(Checkpoint.CARRIED) && name.endsWith("/0")) {
        String rest = name.substring(Checkpoint.CARRIED.length(), name.length() - 2);
        int cut = rest.indexOf('/');
        check(cut > 0 && cut < 9 && rest.matches("\\d+/.+"), name, "the state of a layer");
        int number = within("batch of an update", Integer.parseInt(rest.substring(0, cut)), MOST);
        String layer = rest.substring(cut + 1);
        s.carried(number).set(layer, state(rest));
      }
    }
  }

  private List<Tensor> state(String layer) {
    List<Tensor> parts = new ArrayList<>();
    String name = Checkpoint.CARRIED + layer + "/0";
    TensorData part = kept.tensors().get(name);
    while (part != null) {
      check(part.dtype() == Dtype.F32 && part.shape().length == 2, name + " " + part, "F32 (B, H)");
      float[] values = part.floats();
      for (float v : values) {
        check(Float.isFinite(v), "the value %s in %s".formatted(v, name), "finite values");
      }
      parts.add(Tensor.of(values, part.shape()));
      name = Checkpoint.CARRIED + layer + "/" + parts.size();
      part = kept.tensors().get(name);
    }
    return parts;
  }

  private int within(String what, long value, int most) {
    check(value >= 0 && value <= most, what + " " + value, "0 to " + most);
    return (int) value;
  }

  private double finite(double number) {
    check(Double.isFinite(number), "the loss " + number, "a finite one");
    return number;
  }

  private TensorData part(String name, Dtype type, int... shape) {
    TensorData part = kept.tensors().get(name);
    String expected = "%s %s".formatted(type, Arrays.toString(shape));
    if (part == null || part.dtype() != type || !Arrays.equals(part.shape(), shape)) {
      throw damaged("%s is %s".formatted(name, part == null ? "absent" : part), expected);
    }
    return part;
  }

  private void check(boolean sound, String found, String expected) {
    if (!sound) {
      throw damaged(found, expected);
    }
  }

  private BadInput damaged(String found, String expected) {
    return new BadInput(
        "%s: this checkpoint is damaged: %s, expected %s; delete it to start anew",
        file, found, expected);
  }
}
