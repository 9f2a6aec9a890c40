package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.BlockLstmCell.Bias;
import dev.carousel.cell.BlockLstmCell.Wiring;
import dev.carousel.cell.OdysseyLstmCell.Variant;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.layer.Recurrent;
import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells against their equations as loops over numbers, with weights that are all different. */
class CellEquationsTest {
  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final int T = 9;
  private static final int I = 4;

  /** Three functions that differ. */
  private static final LstmActivations HARD =
      new LstmActivations(
          CellActivation.HARD_SIGMOID, CellActivation.LOGISTIC_WITHIN_2, CellActivation.HARD_TANH);

  private static final LstmActivations RELU =
      new LstmActivations(
          CellActivation.LOGISTIC, CellActivation.RELU, CellActivation.LOGISTIC_WITHIN_1);

  static Stream<Arguments> cells() {
    Stream<Arguments> odyssey =
        Stream.of(Variant.values())
            .map(v -> OdysseyLstmCell.of(5, v))
            .flatMap(c -> Stream.of(c, c.withActivations(HARD), c.withActivations(RELU)))
            .map(c -> Arguments.of(c, LstmEquations.odyssey(c)));
    Stream<Arguments> projected =
        Stream.of(
                ProjectedLstmCell.of(3, 5),
                new ProjectedLstmCell(2, 3, 5, true, 1),
                new ProjectedLstmCell(2, 3, 5, true, 1).withActivations(HARD),
                ProjectedLstmCell.of(3, 5).withActivations(RELU),
                new ProjectedLstmCell(6, 0, 2, true, 1))
            .map(c -> Arguments.of(c, LstmEquations.projected(c)));
    Stream<Arguments> blocks =
        Stream.of(
                BlockLstmCell.of1997(3, 2),
                BlockLstmCell.of1997(1, 4),
                BlockLstmCell.of1997(3, 2).withActivations(HARD),
                BlockLstmCell.of2000(2, 3).withActivations(LstmActivations.TANH),
                BlockLstmCell.of2000(2, 3),
                BlockLstmCell.of2000(2, 3).withWiring(new Wiring(true, false, true, Bias.GATES)),
                BlockLstmCell.of2000(2, 3).withWiring(new Wiring(false, true, true, Bias.GATES)),
                BlockLstmCell.of2000(3, 1).withWiring(new Wiring(true, true, true, Bias.NONE)),
                BlockLstmCell.of2000(2, 3).withWiring(Wiring.OF_2000.withPeepholes()),
                BlockLstmCell.of1997(3, 2).withWiring(Wiring.OF_1997.withPeepholes()),
                BlockLstmCell.of2000(2, 2)
                    .withWiring(new Wiring(true, false, true, true, Bias.GATES)))
            .map(c -> Arguments.of(c, OtherEquations.blocks(c)));
    Stream<Arguments> memories =
        Stream.of(new MlstmCell(1, 4, false), new MlstmCell(2, 3, false), new MlstmCell(3, 4, true))
            .map(c -> Arguments.of(c, OtherEquations.mlstm(c)));
    Stream<Arguments> norms =
        Stream.of(LayerNormLstmCell.of(5), new LayerNormLstmCell(4, 1, 0.1f))
            .flatMap(c -> Stream.of(c, c.withActivations(HARD), c.withActivations(RELU)))
            .map(c -> Arguments.of(c, LstmEquations.layerNorm(c)));
    Stream<Arguments> depths =
        Stream.of(DepthGatedLstmCell.of(4, 1), DepthGatedLstmCell.of(3, 3))
            .flatMap(c -> Stream.of(c, c.withActivations(HARD), c.withActivations(RELU)))
            .map(c -> Arguments.of(c, LstmEquations.depthGated(c)));
    List<Integer> periods = List.of(1, 2, 3, 7);
    Stream<Arguments> lstms = // an LSTM without peepholes has the weights of NP
        Stream.of(LstmActivations.TANH, HARD, RELU)
            .map(a ->
                Arguments.of(
                    new LstmCell(5, 1, a),
                    LstmEquations.odyssey(new OdysseyLstmCell(5, Variant.NP, 1, a))));
    Stream<Arguments> grus =
        Stream.of(CellActivation.values())
            .flatMap(a ->
                Stream.of(
                    new GruCell(4, false, CellActivation.HARD_SIGMOID, a),
                    new GruCell(5, true, CellActivation.LOGISTIC, a)))
            .map(c -> Arguments.of(c, GruEquations.of(c)));
    Stream<Arguments> clockworks =
        Stream.of(CellActivation.values())
            .map(a -> new ClockworkCell(2, periods, a))
            .map(c -> Arguments.of(c, OtherEquations.clockwork(c)));
    Stream<Arguments> others =
        Stream.of(
            Arguments.of(new MinGruCell(5), OtherEquations.minGru(5)),
            Arguments.of(new MinLstmCell(5, 1), OtherEquations.minLstm(5)),
            Arguments.of(new SlstmCell(1, 4), OtherEquations.slstm(1, 4)),
            Arguments.of(new SlstmCell(2, 3), OtherEquations.slstm(2, 3)));
    return Stream.of(
            odyssey, projected, blocks, memories, norms, depths, lstms, grus, clockworks, others)
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void agrees(Cell cell, Loops.Equations equations) {
    Network network =
        new Network(Input.anySequence(I), List.of(Recurrent.of(cell).returnSequences()), 1);
    float[] values = network.parameters().values();
    System.arraycopy(Samples.values(3, values.length, 1.2), 0, values, 0, values.length);
    network.parameters().changed();
    Map<String, float[]> weights = new TreeMap<>();
    network
        .parameters()
        .all()
        .forEach(p ->
            weights.put(p.name().substring(cell.kind().length() + "_1/".length()), p.toArray()));
    Loops loops = new Loops(Loops.doubles(weights));
    Tensor x = Samples.tensor(2, 2, T, I);
    Tape tape = new Tape(ENGINE, false);
    float[] actual = network.apply(tape, tape.constant(x)).toArray();
    for (int b = 0; b < 2; b++) {
      double[][] expected = equations.run(loops, sequence(x, b));
      for (int t = 0; t < T; t++) {
        for (int u = 0; u < cell.hiddenSize(); u++) {
          assertThat((double) actual[(b * T + t) * cell.hiddenSize() + u])
              .as("sequence %d, step %d, unit %d", b, t, u)
              .isCloseTo(expected[t][u], within(5e-6 * (1 + Math.abs(expected[t][u]))));
        }
      }
    }
  }

  private static double[][] sequence(Tensor x, int b) {
    double[][] steps = new double[T][I];
    for (int t = 0; t < T; t++) {
      for (int i = 0; i < I; i++) {
        steps[t][i] = x.get(b, t, i);
      }
    }
    return steps;
  }
}
