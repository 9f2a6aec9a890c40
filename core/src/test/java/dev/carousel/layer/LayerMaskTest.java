package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer does with steps that only fill up. */
class LayerMaskTest {
  private static final int B = 4;
  private static final int T = LayerFamilies.T;

  /** What stands at a step that is not there changes no bit of anything that is. */
  @ParameterizedTest
  @MethodSource("dev.carousel.layer.LayerContractTest#layers")
  void maskedStepsAreNotSeen(Vertex layer, LayerFamily family) {
    Network network = family.network(layer);
    List<Tensor> x = LayerRun.inputs(network, 3, B, T);
    List<Tensor> other = new ArrayList<>();
    List<Tensor> garbage = LayerRun.inputs(network, 4, B, T);
    for (int i = 0; i < x.size(); i++) {
      other.add(mixed(x.get(i), garbage.get(i)));
    }
    boolean embeds = network.inputs().getFirst().tokens();
    LayerRun one = LayerRun.train(network, x, LayerContractTest.HOLES);
    LayerRun two = LayerRun.train(network, other, LayerContractTest.HOLES);
    for (int i = 0; i < one.outputs().size(); i++) {
      assertThat(two.bits(i)).as("output %d", i).isEqualTo(one.bits(i));
    }
    for (int i = 0; i < one.gradients().size(); i++) {
      float[] gradient = one.gradients().get(i);
      if (!embeds) { // other rows of a table would be read
        assertThat(plain(two.gradients().get(i))).as("gradient %d", i).isEqualTo(plain(gradient));
      }
      if (i < x.size() && !embeds) {
        assertThat(plain(atHoles(gradient))).as("gradient of what is not there").containsOnly(0);
      }
    }
  }

  /** With one kind of zero. */
  private static float[] plain(float[] values) {
    float[] plain = values.clone();
    for (int i = 0; i < plain.length; i++) {
      plain[i] += 0f;
    }
    return plain;
  }

  /** a where the mask is 1, b where it is 0. */
  private static Tensor mixed(Tensor a, Tensor b) {
    float[] values = a.toArray();
    int width = values.length / (B * T);
    for (int i = 0; i < values.length; i++) {
      values[i] = LayerContractTest.HOLES.toArray()[i / width] == 0 ? b.toArray()[i] : values[i];
    }
    return Tensor.of(values, a.shape().toArray());
  }

  private static float[] atHoles(float[] values) {
    float[] found = values.clone();
    int width = values.length / (B * T);
    for (int i = 0; i < found.length; i++) {
      found[i] = LayerContractTest.HOLES.toArray()[i / width] == 0 ? values[i] : 0;
    }
    return found;
  }

  /** A sequence that is filled up gives the bits of the shorter one. */
  @ParameterizedTest
  @MethodSource("dev.carousel.layer.LayerContractTest#layers")
  void filledUpEqualsShorter(Vertex layer, LayerFamily family) {
    Network network = family.network(layer);
    List<Tensor> x = LayerRun.inputs(network, 5, 1, T);
    boolean fixed =
        network.graph().nodes().stream().anyMatch(n -> LayerContractTest.isFixed(n.layer()));
    for (int length = 1; length < T && !fixed; length++) {
      float[] there = new float[T];
      Arrays.fill(there, 0, length, 1);
      LayerRun padded = LayerRun.infer(network, x, Tensor.of(there, 1, T));
      int steps = length;
      List<Tensor> cut =
          x.stream()
              .map(a -> {
                int width = a.shape().size() / T;
                int[] sizes = a.shape().toArray();
                sizes[1] = steps;
                return Tensor.of(Arrays.copyOf(a.toArray(), steps * width), sizes);
              })
              .toList();
      LayerRun shorter = LayerRun.infer(network, cut, null);
      for (int i = 0; i < shorter.outputs().size(); i++) {
        Tensor expected = shorter.outputs().get(i).values();
        Tensor found = padded.outputs().get(i).values();
        assertSameStart(found, expected);
      }
    }
  }

  /** Every row of the shorter one begins the row of the longer one. */
  private static void assertSameStart(Tensor longer, Tensor shorter) {
    int rank = shorter.shape().rank();
    int rows = rank == 3 ? shorter.shape().at(1) : 1;
    int width = shorter.shape().last();
    for (int r = 0; r < rows; r++) {
      int from = r * longer.shape().last();
      float[] found = Arrays.copyOfRange(longer.toArray(), from, from + width);
      float[] expected = Arrays.copyOfRange(shorter.toArray(), r * width, (r + 1) * width);
      assertThat(Samples.bits(found)).as("step %d", r).isEqualTo(Samples.bits(expected));
    }
  }
}
