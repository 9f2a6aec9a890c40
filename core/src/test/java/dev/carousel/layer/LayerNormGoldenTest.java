package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layer norm against libtorch: values and every gradient. */
class LayerNormGoldenTest {
  @Test
  void agrees() {
    List<String> fixtures = Golden.names("norm");
    assertThat(fixtures).hasSize(2);
    fixtures.forEach(LayerNormGoldenTest::check);
  }

  private static void check(String name) {
    SafetensorsFile fixture = Golden.read(name);
    int[] shape = fixture.tensor("x").shape();
    double epsilon = Double.parseDouble(fixture.metadata().get("epsilon"));
    Network network =
        new Network(Input.sequence(shape[1], shape[2]), List.of(LayerNorm.epsilon(epsilon)), 1);
    fill(network, "layer_norm_1/gain", fixture.tensor("weight").floats());
    fill(network, "layer_norm_1/bias", fixture.tensor("bias").floats());
    Tape tape = new Tape(Engine.of("auto", 1), true);
    Tensor x = tape.variable(Tensor.of(fixture.tensor("x").floats(), shape));
    Tensor y = network.apply(tape, x);
    Golden.assertClose(name, y.toArray(), fixture.tensor("out").doubles());
    tape.backward(y.times(tape.constant(Tensor.of(fixture.tensor("R").floats(), shape))).sum());
    Golden.assertClose(name, tape.gradient(x).toArray(), fixture.tensor("grad.x").doubles());
    for (String part : List.of("gain", "bias")) {
      Tensor p = tape.parameter(network.parameters().get("layer_norm_1/" + part));
      String theirs = "grad." + (part.equals("gain") ? "weight" : part);
      Golden.assertClose(
          name + " " + part, tape.gradient(p).toArray(), fixture.tensor(theirs).doubles());
    }
  }

  private static void fill(Network network, String name, float[] values) {
    Parameter p = network.parameters().get(name);
    System.arraycopy(values, 0, network.parameters().values(), p.offset(), values.length);
  }
}
