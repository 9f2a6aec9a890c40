package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.file.TensorData;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.model.ModelFile;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is taken up by its own run only, and only if nothing in it is wrong. */
class CheckpointTest {
  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final float[] X = Samples.values(1, 13 * 4 * 2, 1);
  private static final float[] Y = Samples.values(2, 13, 1);
  private static final int DONE = 6; // steps of the checkpoint: an epoch of four, and two

  @TempDir Path folder;
  private Path file;

  private static Network network(long seed) {
    return new Network(Input.sequence(4, 2), List.of(Lstm.units(5), Dense.units(1)), seed);
  }

  private static Examples examples() {
    return Examples.of(Tensor.of(X.clone(), 13, 4, 2), Tensor.of(Y.clone(), 13, 1));
  }

  private static Fit fit() {
    Examples validation = Examples.of(Samples.tensor(3, 6, 4, 2), Samples.tensor(4, 6, 1));
    return Fit.epochs(3).batchSize(4).validation(validation);
  }

  private History run(Network network, Optimizer optimizer, Fit fit, Examples examples) {
    Fit kept = fit.checkpoint(file, NEVER);
    return new Trainer(network, optimizer, Loss.MEAN_SQUARED_ERROR, ENGINE, kept, examples).run();
  }

  private History run(Fit fit, Examples examples) {
    return run(network(2), new Adam(0.02), fit, examples);
  }

  private static Fit stopping(Fit fit) {
    int[] asked = {0};
    return fit.stopWhen(() -> asked[0]++ == DONE);
  }

  @BeforeEach
  void stop() {
    file = folder.resolve("checkpoint");
    assertThat(run(stopping(fit()), examples()).end()).isEqualTo(History.End.STOPPED);
  }

  private void assertRefused(Runnable run, String reason) {
    assertThatThrownBy(run::run)
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": this checkpoint is ")
        .hasMessageContaining(reason)
        .hasMessageMatching(".*delete (it|the checkpoint) to start anew");
  }

  @Test
  void theSameRunGoesOn() {
    History history = run(fit(), examples());
    assertThat(history.epochs()).hasSize(3);
    assertThat(run(fit(), examples())).isEqualTo(history);
  }

  @Test
  void otherOptionsAreNamed() {
    assertRefused(
        () -> run(fit().seed(9), examples()),
        "is of another run; found [seed 1], expected [seed 9]; run with the data and options");
    assertRefused(
        () -> run(fit().batchSize(5).inOrder(), examples()),
        "found [batch size 4, order shuffled], expected [batch size 5, order as given]");
    assertRefused(() -> run(fit().patience(3), examples()), "expected [patience 3]");
    assertRefused(() -> run(fit().clipNorm(3), examples()), "expected [clip norm 3.0]");
    assertRefused(() -> run(network(2), new Sgd(0.3), fit(), examples()), "expected [Sgd[rate=0.3");
  }

  /** Equal shapes, one number changed anywhere: in inputs, targets or validation examples. */
  @Test
  void otherDataAreRefused() {
    for (float[] part : List.of(X, Y)) {
      for (int i = 0; i < part.length; i += 5) {
        float kept = part[i];
        part[i] = Math.nextUp(kept);
        Examples other = examples();
        part[i] = kept;
        assertRefused(() -> run(fit(), other), "found [13 examples of digest ");
      }
    }
    Examples validation = Examples.of(Samples.tensor(3, 6, 4, 2), Samples.tensor(5, 6, 1));
    assertRefused(
        () -> run(fit().validation(validation), examples()),
        "expected [validation 6 examples of digest ");
  }

  @Test
  void otherFirstWeightsAreRefused() {
    assertRefused(
        () -> run(network(3), new Adam(0.02), fit(), examples()),
        "of a run that began with other weights; found digest ");
  }

  /** In one process, the network goes on from where it stopped; so it may, twice. */
  @Test
  void theNetworkThatStoppedGoesOn() throws IOException {
    Files.delete(file);
    Network network = network(2);
    run(network, new Adam(0.02), stopping(fit()), examples());
    run(network, new Adam(0.02), stopping(fit()), examples());
    Network whole = network(2);
    Files.delete(file);
    run(whole, new Adam(0.02), fit(), examples());
    assertThat(network.parameters().values()).isEqualTo(whole.parameters().values());
  }

  @Test
  void fewerEpochsThanDone() {
    Fit one = Fit.epochs(1).batchSize(4).validation(fit().validation);
    assertRefused(
        () -> run(one, examples()),
        "beyond the end of this run, epoch 1: it has done 1 epochs and 2 batches; ask for more");
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    file = folder.resolve("model.safetensors");
    new ModelFile(network(2), null, null).write(file);
    byte[] model = Files.readAllBytes(file);
    assertThatThrownBy(() -> run(fit(), examples()))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            file
                + ": this file is no checkpoint, expected one; choose another name for the"
                + " checkpoint");
    assertThat(file).hasBinaryContent(model);
    file = folder;
    assertThatThrownBy(() -> run(fit(), examples()))
        .isInstanceOf(BadInput.class)
        .hasMessage(folder + ": is a folder, expected a checkpoint; choose another name for it");
  }

  /** A bit of a weight, or of what the optimiser remembers, that a disk has turned. */
  @Test
  void aBitThatHasChanged() throws IOException {
    byte[] good = Files.readAllBytes(file);
    long values =
        Safetensors.read(file).tensors().values().stream().mapToLong(TensorData::byteSize).sum();
    for (int back = 1; back <= values; back += Math.max(1, (int) values / 40)) {
      byte[] bad = good.clone();
      bad[bad.length - back] ^= 4;
      Files.write(file, bad);
      assertRefused(() -> run(fit(), examples()), "is damaged: values that are not those of its");
    }
    Files.write(file, good);
  }

  private interface Change {
    void on(Map<String, TensorData> tensors, long[] position, double[] numbers, double[] losses);
  }

  /** Damages a good checkpoint, whose file stays a sound one. */
  private void assertDamaged(String reason, Change change) throws IOException {
    byte[] good = Files.readAllBytes(file);
    SafetensorsFile read = Safetensors.read(file);
    Map<String, TensorData> tensors = new LinkedHashMap<>(read.tensors());
    change.on(
        tensors,
        read.longs("position", 5),
        read.doubles("numbers", 4),
        read.doubles("losses", 1, 2));
    Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
    metadata.put(Checkpoint.DIGEST, DataDigest.of(tensors));
    Safetensors.write(file, metadata, tensors);
    Network network = network(2);
    float[] before = network.parameters().values().clone();
    assertRefused(() -> run(network, new Adam(0.02), fit(), examples()), "is damaged: " + reason);
    assertThat(network.parameters().values()).isEqualTo(before);
    Files.write(file, good);
  }

  @Test
  void damagedPositions() throws IOException {
    long big = 1L << 40;
    assertDamaged("epoch -1, expected 0 to ", (t, p, n, l) -> p[0] = -1);
    assertDamaged("epoch " + big, (t, p, n, l) -> p[0] = big);
    assertDamaged("batch -1, expected 0 to 4", (t, p, n, l) -> p[1] = -1);
    assertDamaged("batch 99999, expected 0 to 4", (t, p, n, l) -> p[1] = 99999);
    assertDamaged("batch " + big, (t, p, n, l) -> p[1] = big);
    assertDamaged("step 7, expected step 6", (t, p, n, l) -> p[2] = 7);
    assertDamaged("step 6, expected step 5", (t, p, n, l) -> p[1] = 1);
    assertDamaged("best epoch 2", (t, p, n, l) -> p[3] = 2);
    assertDamaged("best epoch -1", (t, p, n, l) -> p[3] = -1);
    assertDamaged("mean of 7 steps, expected -1 to 6", (t, p, n, l) -> p[4] = 7);
    assertDamaged("mean of -2 steps, expected -1 to 6", (t, p, n, l) -> p[4] = -2);
    assertDamaged(
        "losses is F64 [1, 2], expected F64 [2, 2]",
        (t, p, n, l) -> {
          p[0] = 2;
          p[2] = 10;
        });
  }

  @Test
  void damagedNumbers() throws IOException {
    double inf = Double.POSITIVE_INFINITY;
    assertDamaged("best epoch 1 of loss 0.5", (t, p, n, l) -> n[0] = 0.5);
    assertDamaged("the loss NaN, expected a finite one", (t, p, n, l) -> n[1] = Double.NaN);
    assertDamaged("the loss Infinity, expected a finite one", (t, p, n, l) -> n[2] = inf);
    assertDamaged("the loss NaN, expected a finite one", (t, p, n, l) -> n[3] = Double.NaN);
    assertDamaged("an infinite loss", (t, p, n, l) -> l[0] = inf);
    assertDamaged("best epoch 1", (t, p, n, l) -> l[1] = 7);
    assertDamaged(
        "losses before the first batch",
        (t, p, n, l) -> {
          p[1] = 0;
          p[2] = 4;
        });
  }

  @Test
  void damagedTensors() throws IOException {
    assertDamaged("the value NaN in values", (t, p, n, l) -> floats(t, "values")[3] = Float.NaN);
    assertDamaged(
        "the value -Infinity in best",
        (t, p, n, l) -> floats(t, "best")[0] = Float.NEGATIVE_INFINITY);
    for (String name : List.of("values", "best", "slot_1", "position", "numbers", "losses")) {
      assertDamaged(name + " is absent, expected ", (t, p, n, l) -> t.remove(name));
      assertDamaged(
          name + " is I32 [1], expected ",
          (t, p, n, l) -> t.put(name, TensorData.of(new int[1], 1)));
    }
  }

  private static float[] floats(Map<String, TensorData> tensors, String name) {
    TensorData tensor = tensors.get(name);
    return tensor.floats();
  }

  @Test
  void aRunThatHasNotBegun() throws IOException {
    Files.delete(file);
    assertThat(run(fit().stopWhen(() -> true), examples()).epochs()).isEmpty();
    assertThat(run(fit(), examples()).epochs()).hasSize(3);
  }
}
