package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every d-th step is a sequence of its own. */
class DilatedTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 11})
  void itIsTheLayerOnEveryDthStep(int dilation) {
    int batch = 3;
    int time = 7;
    Recurrent lstm = Lstm.units(4).returnSequences();
    Network dilated = new Network(Input.anySequence(2), List.of(Dilated.of(lstm, dilation)), 5);
    Network plain = new Network(Input.anySequence(2), List.of(lstm), 5);
    System.arraycopy(
        dilated.parameters().values(),
        0,
        plain.parameters().values(),
        0,
        plain.parameters().size());
    plain.parameters().changed();
    Tensor x = Samples.tensor(1, batch, time, 2);
    Tensor y = LayerRun.infer(dilated, List.of(x), null).outputs().getFirst().values();
    for (int phase = 0; phase < Math.min(dilation, time); phase++) {
      int steps = Math.ceilDiv(time - phase, dilation);
      float[] part = new float[batch * steps * 2];
      for (int i = 0; i < part.length; i++) {
        int b = i / (steps * 2);
        part[i] = x.get(b, phase + i / 2 % steps * dilation, i % 2);
      }
      Tensor own = Tensor.of(part, batch, steps, 2);
      Tensor expected = LayerRun.infer(plain, List.of(own), null).outputs().getFirst().values();
      for (int i = 0; i < batch * steps * 4; i++) {
        int b = i / (steps * 4);
        int t = i / 4 % steps;
        assertThat(y.get(b, phase + t * dilation, i % 4)).isEqualTo(expected.get(b, t, i % 4));
      }
    }
  }

  @org.junit.jupiter.api.Test
  void whatGivesNoStepsIsRefused() {
    assertThatThrownBy(
            () -> new Network(Input.anySequence(2), List.of(Dilated.of(Lstm.units(3), 2)), 1))
        .hasMessageContaining("gives every step");
    assertThatThrownBy(() -> Dilated.of(Lstm.units(3), 0)).hasMessageContaining("dilation: 0");
  }
}
