package dev.carousel.loss;

import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear and the losses against libtorch: values and gradients. */
class LossGoldenTest {
  private static final Map<String, Loss> LOSSES =
      Map.of(
          "mse", Loss.MEAN_SQUARED_ERROR, "l1", Loss.MEAN_ABSOLUTE_ERROR, "huber", Loss.huber(1));

  private final Tape tape = new Tape(Engine.of("auto", 1), true);

  private static Tensor given(SafetensorsFile fixture, String name) {
    return Tensor.of(fixture.tensor(name).floats(), fixture.tensor(name).shape());
  }

  @Test
  void linear() {
    SafetensorsFile fixture = Golden.read("loss/linear");
    Tensor x = tape.variable(given(fixture, "x"));
    float[] weight = Golden.transposed(given(fixture, "weight").toArray(), 3, 5);
    Tensor w = tape.variable(Tensor.of(weight, 5, 3));
    Tensor bias = tape.variable(given(fixture, "bias"));
    Tensor out = bias.plusProduct(x, w);
    tape.backward(out.times(tape.constant(given(fixture, "R"))).sum());
    Golden.assertClose("out", out.toArray(), fixture.doubles("out", 7, 3));
    Golden.assertClose("dx", tape.gradient(x).toArray(), fixture.doubles("grad.x", 7, 5));
    Golden.assertClose("dbias", tape.gradient(bias).toArray(), fixture.doubles("grad.bias", 3));
    Golden.assertClose(
        "dw",
        Golden.transposed(tape.gradient(w).toArray(), 5, 3),
        fixture.doubles("grad.weight", 3, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "l1", "huber"})
  void elementwise(String name) {
    SafetensorsFile fixture = Golden.read("loss/loss-" + name);
    Tensor prediction = tape.variable(given(fixture, "prediction"));
    Tensor target = tape.constant(given(fixture, "target"));
    Tensor loss = LOSSES.get(name).mean(prediction, target);
    tape.backward(loss);
    Golden.assertClose("loss", loss.toArray(), fixture.doubles("loss"));
    Golden.assertClose(
        "gradient", tape.gradient(prediction).toArray(), fixture.doubles("grad.prediction", 5, 3));
  }

  @Test
  void softmaxCrossEntropy() {
    SafetensorsFile fixture = Golden.read("loss/loss-cross-entropy");
    Tensor logits = tape.variable(given(fixture, "logits"));
    float[] oneHot = new float[6 * 11];
    long[] classes = fixture.longs("target", 6);
    for (int r = 0; r < classes.length; r++) {
      oneHot[r * 11 + (int) classes[r]] = 1;
    }
    Tensor target = tape.constant(Tensor.of(oneHot, 6, 11));
    Tensor loss = Loss.SOFTMAX_CROSS_ENTROPY.mean(logits, target);
    tape.backward(loss);
    Golden.assertClose("loss", loss.toArray(), fixture.doubles("loss"));
    Golden.assertClose(
        "gradient", tape.gradient(logits).toArray(), fixture.doubles("grad.logits", 6, 11));
    Tensor again = tape.variable(given(fixture, "logits"));
    float[] ids = new float[classes.length];
    for (int r = 0; r < ids.length; r++) {
      ids[r] = classes[r];
    }
    Tensor sparse =
        Loss.SPARSE_SOFTMAX_CROSS_ENTROPY.mean(again, tape.constant(Tensor.of(ids, ids.length)));
    tape.backward(sparse);
    Golden.assertClose("sparse loss", sparse.toArray(), fixture.doubles("loss"));
    Golden.assertClose(
        "sparse gradient", tape.gradient(again).toArray(), fixture.doubles("grad.logits", 6, 11));
    Golden.assertClose("softmax", logits.softmax().toArray(), fixture.doubles("softmax", 6, 11));
  }
}
