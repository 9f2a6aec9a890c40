package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.Cell;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.OdysseyLstmCell;
import dev.carousel.cell.SlstmCell;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each dropout of a recurrent layer drops, and when; and that zoneout is what it says. */
class RecurrentDropoutTest {
  private static final int B = 4;
  private static final int T = 6;
  private static final int I = 3;
  private static final int H = 8;

  /** Notes what it is given: h = 1, c = c- + 2, and a candidate of ones. */
  private static final class Listening implements Cell {
    final List<float[]> hidden = new ArrayList<>();
    final List<float[]> weights = new ArrayList<>();

    @Override
    public int hiddenSize() {
      return H;
    }

    @Override
    public List<Integer> stateSizes() {
      return List.of(H, H);
    }

    @Override
    public Map<String, Weight> weights(int inputSize) {
      return new HashMap<>(
          Map.of(
              "recurrent",
              new Weight(
                  Shape.of(H, H),
                  (shape, values, at, random) -> Arrays.fill(values, at, at + shape.size(), 1f))));
    }

    @Override
    public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
      hidden.add(state.get(0).toArray());
      this.weights.add(weights.get("recurrent").toArray());
      Tensor ones = x.columns(0, 1).times(0).plus(1);
      weights.trace("g", ones.ops().concat(Collections.nCopies(H, ones)));
      return List.of(state.get(0).times(0).plus(1), state.get(1).plus(2));
    }
  }

  private static Tensor run(Recurrent layer, boolean training) {
    Network network = new Network(Input.sequence(T, I), List.of(layer), 3);
    Tape tape = new Tape(LayerRun.ENGINE, training);
    tape.reset(new Randomness(5, 7));
    return network.apply(tape, tape.constant(Samples.tensor(1, B, T, I)));
  }

  @Test
  void stateDropoutHasOneMaskASequence() {
    Listening cell = new Listening();
    run(Recurrent.of(cell).recurrentDropout(0.5), true);
    assertThat(cell.hidden.getFirst()).containsOnly(0); // zeros to start from
    float[] mask = cell.hidden.get(1);
    assertThat(mask).containsOnly(0, 2).contains(0).contains(2);
    for (float[] later : cell.hidden.subList(1, T)) {
      assertThat(later).isEqualTo(mask);
    }
    assertThat(Samples.row(Tensor.of(mask, B, H), 0).toArray())
        .isNotEqualTo(Samples.row(Tensor.of(mask, B, H), 1).toArray());
  }

  @Test
  void candidateDropoutHasAnotherMaskAtEachStep() {
    Listening cell = new Listening();
    run(Recurrent.of(cell).candidateDropout(0.5).returnSequences(), true);
    assertThat(cell.hidden.get(1)).containsOnly(1); // the state is left alone
    assertThat(cell.weights.getFirst()).containsOnly(1);
    Tensor traced = traced(Recurrent.of(cell).candidateDropout(0.5));
    assertThat(traced.toArray()).containsOnly(0, 2);
    assertThat(step(traced, 1)).isNotEqualTo(step(traced, 2));
  }

  /** The candidate as the cell goes on with it. */
  private static Tensor traced(Recurrent layer) {
    Network network = new Network(Input.sequence(T, I), List.of(layer), 3);
    Tape tape = new Tape(LayerRun.ENGINE, true);
    tape.reset(new Randomness(5, 7));
    Pass pass = Pass.on(tape).traced();
    network.apply(pass, List.of(Signal.of(tape.constant(Samples.tensor(1, B, T, I)))));
    return pass.traces().get("listening_1").get("g");
  }

  private static float[] step(Tensor a, int t) {
    float[] values = new float[B * H];
    for (int i = 0; i < values.length; i++) {
      values[i] = a.get(i / H, t, i % H);
    }
    return values;
  }

  @Test
  void weightDropHasOneMaskABatch() {
    Listening cell = new Listening();
    run(Recurrent.of(cell).weightDrop(0.5), true);
    assertThat(cell.weights.getFirst()).containsOnly(0, 2).contains(0).contains(2);
    for (float[] later : cell.weights) {
      assertThat(later).isEqualTo(cell.weights.getFirst());
    }
    assertThat(cell.hidden.getLast()).containsOnly(1);
  }

  /** h is always 1, c grows by 2 a step; each stays where it is zoned out. */
  @Test
  void zoneoutKeepsSomeValues() {
    Tensor h = run(Recurrent.of(new Listening()).zoneout(0.5, 0).returnSequences(), true);
    assertThat(step(h, 0)).containsOnly(0, 1).contains(0).contains(1);
    for (int t = 1; t < T; t++) { // once it is 1, it stays
      for (int i = 0; i < B * H; i++) {
        assertThat(step(h, t)[i]).isGreaterThanOrEqualTo(step(h, t - 1)[i]);
      }
    }
    assertThat(step(h, T - 1)).isNotEqualTo(step(h, 0));
  }

  /** Where nothing is learnt the expectation is taken: h_t = 1 - 0.25^t, c grows by 2 * 0.4. */
  @Test
  void zoneoutIsExpectedInInference() {
    Listening cell = new Listening();
    Recurrent layer = Recurrent.of(cell).zoneout(0.25, 0.6).returnSequences().returnState();
    Network network = new Network(Input.sequence(T, I), List.of(layer), 3);
    Tape tape = new Tape(LayerRun.ENGINE, false);
    tape.reset(new Randomness(5, 7));
    Tensor x = tape.constant(Samples.tensor(1, B, T, I));
    Tensor h = network.apply(tape, x);
    for (int t = 0; t < T; t++) {
      for (float value : step(h, t)) {
        assertThat((double) value).isCloseTo(1 - StrictMath.pow(0.25, t + 1), within(1e-6));
      }
    }
    Pass pass = Pass.on(tape).traced();
    network.apply(pass, List.of(Signal.of(x)));
    for (float value : step(pass.traces().get("listening_1").get("c"), T - 1)) {
      assertThat((double) value).isCloseTo(0.8 * T, within(1e-5));
    }
  }

  /** Nothing but zoneout is at work in inference. */
  @Test
  void otherDropoutsSleepInInference() {
    Recurrent plain = Recurrent.of(new LstmCell(H, 1)).returnSequences();
    float[] expected = run(plain, false).toArray();
    assertThat(
            run(plain.recurrentDropout(0.5).candidateDropout(0.5).weightDrop(0.5), false).toArray())
        .isEqualTo(expected);
    assertThat(run(plain.zoneout(0.1, 0.1), false).toArray()).isNotEqualTo(expected);
  }

  /** Every cell of the literature drops what it has, under whatever name. */
  @ParameterizedTest
  @MethodSource("dev.carousel.cell.CellSamples#all")
  void whatIsDroppedChangesTheCellOrIsRefused(Cell cell) {
    Recurrent plain = Recurrent.of(cell).returnSequences();
    float[] expected = run(plain, true).toArray();
    List<String> letters = cell.candidates();
    if (letters.isEmpty()) {
      assertThatThrownBy(() -> plain.candidateDropout(0.5))
          .hasMessageEndingWith("the cell %s has no candidate".formatted(cell.kind()));
    } else {
      assertThat(run(plain.candidateDropout(0.5), true).toArray()).isNotEqualTo(expected);
    }
    if (cell.recurrentWeights(I).isEmpty()) {
      assertThatThrownBy(() -> run(plain.weightDrop(0.5), true))
          .hasMessageEndingWith("the cell %s has no recurrent weight".formatted(cell.kind()));
    } else {
      assertThat(run(plain.weightDrop(0.5), true).toArray()).isNotEqualTo(expected);
    }
    assertThat(run(plain.zoneout(0.5, 0), true).toArray()).isNotEqualTo(expected);
    if (cell.stateNames().stream().noneMatch(name -> name.matches("[cCs]\\d*"))) {
      assertThatThrownBy(() -> plain.zoneout(0, 0.5))
          .hasMessageContaining("zoneout of c: the cell");
    } else {
      assertThat(run(plain.zoneout(0, 0.5), true).toArray()).isNotEqualTo(expected);
    }
  }

  @Test
  void weightDropReachesEveryRecurrentMatrix() {
    assertThat(new SlstmCell(2, 3).recurrentWeights(2))
        .containsExactly("recurrent_1", "recurrent_2");
    assertThat(OdysseyLstmCell.of(3, OdysseyLstmCell.Variant.FGR).recurrentWeights(2))
        .containsExactly("recurrent", "gate_recurrent");
    assertThat(Gru.units(3).cell().recurrentWeights(2)).containsExactly("recurrent"); // not a bias
  }

  @Test
  void ratesThatAreNone() {
    assertThatThrownBy(() -> Lstm.units(3).recurrentDropout(1))
        .hasMessage("recurrent dropout: rate 1.0, expected 0 <= rate < 1");
    assertThatThrownBy(() -> Lstm.units(3).zoneout(0, -0.5))
        .hasMessage("zoneout of c: rate -0.5, expected 0 <= rate < 1");
    assertThatThrownBy(() -> Embedding.of(3, 2).withDropout(Double.NaN))
        .hasMessage("embedding dropout rate: NaN, expected 0 <= rate < 1");
  }
}
