package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.Cell;
import dev.carousel.cell.CellActivation;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.LstmActivations;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.OdysseyLstmCell;
import dev.carousel.cell.ProjectedLstmCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A fused layer gives what its cell gives, step by step: values, and gradients of all. */
class FusedTest {
  private static final Engine ENGINE = Engine.of("auto", 2);
  private static final int INPUT = 9;

  static Stream<Arguments> layers() {
    return Stream.of(1, 8, 33, 96)
        .flatMap(h ->
            Stream.of(
                Arguments.of(Lstm.units(h).returnSequences(), Lstm.units(h).cell()),
                of(OdysseyLstmCell.of(h, OdysseyLstmCell.Variant.VANILLA)),
                of(ProjectedLstmCell.of(Math.max(1, h - 3), h)),
                of(new ProjectedLstmCell(h + 2, 0, h, true, 1)),
                Arguments.of(Gru.units(h).returnSequences(), Gru.units(h).cell()),
                Arguments.of(Gru.resetBefore(h).returnSequences(), Gru.resetBefore(h).cell()),
                Arguments.of(SimpleRnn.units(h).returnSequences(), SimpleRnn.units(h).cell()),
                Arguments.of(
                    SimpleRnn.units(h, RnnActivation.RELU).returnSequences(),
                    SimpleRnn.units(h, RnnActivation.RELU).cell())));
  }

  private static Arguments of(Cell cell) {
    assertThat(Fused.of(cell)).isNotNull();
    return Arguments.of(Recurrent.of(cell).returnSequences(), cell);
  }

  /** What the sweep has no eye for stays with the cell. */
  @Test
  void otherCellsAreNotFused() {
    LstmActivations others = LstmActivations.OF_1997;
    assertThat(Fused.of(new LstmCell(3, 1, others))).isNull();
    assertThat(Fused.of(ProjectedLstmCell.of(3, 5).withActivations(others))).isNull();
    for (CellActivation other : List.of(CellActivation.HARD_SIGMOID, CellActivation.RELU)) {
      assertThat(Fused.of(new GruCell(3, true, other, CellActivation.TANH))).isNull();
      assertThat(Fused.of(new GruCell(3, true, CellActivation.LOGISTIC, other))).isNull();
    }
    assertThat(Fused.of(new ProjectedLstmCell(3, 2, 5, false, 1))).isNull();
    for (OdysseyLstmCell.Variant variant : OdysseyLstmCell.Variant.values()) {
      boolean vanilla = variant == OdysseyLstmCell.Variant.VANILLA;
      assertThat(Fused.of(OdysseyLstmCell.of(3, variant)) != null).isEqualTo(vanilla);
      assertThat(Fused.of(OdysseyLstmCell.of(3, variant).withActivations(others))).isNull();
    }
  }

  private static Network network(Layer layer) {
    return new Network(Input.anySequence(INPUT), List.of(layer), 3);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void fusedEqualsComposed(Layer fused, Cell cell) {
    Network a = network(fused);
    Network b = network(Recurrent.of(new Composed(cell)).returnSequences());
    float[] weights = Samples.values(4, a.parameters().size(), 0.3); // no bias is zero
    System.arraycopy(weights, 0, a.parameters().values(), 0, weights.length);
    System.arraycopy(weights, 0, b.parameters().values(), 0, weights.length);
    a.parameters().changed();
    b.parameters().changed();
    for (int batch : new int[] {1, 4, 13}) {
      Tensor x = Samples.tensor(batch, batch, 7, INPUT);
      float[][] ours = run(a, x);
      float[][] theirs = run(b, x);
      assertClose("values", ours[0], theirs[0], 1e-6);
      assertClose("gradient of x", ours[1], theirs[1], 1e-5);
      assertClose("gradients of weights", ours[2], theirs[2], 1e-5);
    }
  }

  /** Output, gradient of the input, gradients of the weights. */
  private static float[][] run(Network network, Tensor x) {
    Arrays.fill(network.parameters().gradients(), 0f);
    Tape tape = new Tape(ENGINE, true);
    tape.reset(new Randomness(1, 1));
    Tensor on = tape.variable(x);
    Tensor y = network.apply(tape, on);
    float[] weights = Samples.values(8, y.shape().size(), 1);
    tape.backward(y.times(tape.constant(Tensor.of(weights, y.shape().toArray()))).sum());
    return new float[][] {
      y.toArray(), tape.gradient(on).toArray(), network.parameters().gradients().clone()
    };
  }

  /** Relative to the largest of the values. */
  private static void assertClose(String what, float[] a, float[] b, double tolerance) {
    double largest = 1e-3;
    for (float value : b) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      assertThat((double) a[i])
          .as("%s, element %d", what, i)
          .isCloseTo(b[i], within(tolerance * largest));
    }
  }
}
