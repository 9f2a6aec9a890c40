package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 11})
  void tracesAreInTheOrderOfTime(int dilation) {
    for (Recurrent lstm :
        List.of(Lstm.units(4).returnSequences(), Lstm.units(4).returnSequences().goBackwards())) {
      Network network = new Network(Input.anySequence(2), List.of(Dilated.of(lstm, dilation)), 5);
      Tape tape = new Tape(LayerRun.ENGINE, false);
      tape.reset(new Randomness(1, 0));
      Pass pass = Pass.on(tape).traced();
      Tensor x = tape.constant(Samples.tensor(1, 3, 7, 2));
      Tensor y = network.apply(pass, List.of(Signal.of(x))).getFirst().values();
      assertThat(pass.traces()).containsOnlyKeys("dilated_1");
      Trace trace = pass.traces().get("dilated_1");
      assertThat(trace.names()).containsExactly("i", "f", "g", "o", "h", "c");
      assertThat(Samples.bits(trace.get("h"))).isEqualTo(Samples.bits(y));
    }
  }

  @org.junit.jupiter.api.Test
  void aStateThatWouldBeDroppedIsRefused() {
    Recurrent state = Lstm.units(3).returnSequences().returnState();
    for (Runnable wrapped :
        List.<Runnable>of(
            () -> Dilated.of(state, 2),
            () -> Residual.of(state),
            () -> Residual.of(Bidirectional.of(state)),
            () -> TimeDistributed.of(state))) {
      assertThatThrownBy(wrapped::run)
          .hasMessageEndingWith("would drop the state: leave returnState() out");
    }
    assertThatThrownBy(() -> TimeDistributed.of(Masking.value(0)))
        .hasMessageStartingWith("time_distributed around masking: what it masks within a step");
  }

  @org.junit.jupiter.api.Test
  void whatGivesNoStepsIsRefused() {
    assertThatThrownBy(
            () -> new Network(Input.anySequence(2), List.of(Dilated.of(Lstm.units(3), 2)), 1))
        .hasMessageContaining("gives every step");
    assertThatThrownBy(() -> Dilated.of(Lstm.units(3), 0)).hasMessageContaining("dilation: 0");
  }
}
