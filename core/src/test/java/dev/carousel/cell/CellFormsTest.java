package dev.carousel.cell;

import static dev.carousel.cell.SequenceForm.assertAgree;
import static dev.carousel.cell.SequenceForm.atOnce;
import static dev.carousel.cell.SequenceForm.inTurn;
import static dev.carousel.cell.SequenceForm.results;
import static dev.carousel.cell.SequenceForm.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.cell.BlockLstmCell.Bias;
import dev.carousel.cell.BlockLstmCell.Start;
import dev.carousel.cell.BlockLstmCell.Wiring;
import dev.carousel.cell.OdysseyLstmCell.Variant;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms that must agree, cells that are others in disguise, and the papers' counts of weights. */
class CellFormsTest {
  private static final int I = SequenceForm.I;

  static List<ParallelCell> parallelCells() {
    return List.of(
        new MinGruCell(5),
        new MinLstmCell(5, 1),
        new MlstmCell(2, 4, false),
        new MlstmCell(3, 5, true));
  }

  @ParameterizedTest
  @MethodSource("parallelCells")
  void recurrentAndParallelFormsAgree(ParallelCell cell) {
    boolean m = cell instanceof MlstmCell;
    for (double state : new double[] {0, 1, 4}) {
      for (int time : new int[] {1, 2, 17, 64}) {
        double range = m ? 1 : 2;
        double rounding = m ? 2e-5 : 2e-5 + 1e-6 * time; // sums of logarithms grow with time
        assertAgree(
            results(cell, atOnce(cell), time, range, state),
            results(cell, steps(cell), time, range, state),
            rounding);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parallelCells")
  void piecesOfSequencesAreTheWhole(ParallelCell cell) {
    SequenceForm one = steps(cell);
    SequenceForm all = atOnce(cell);
    List<float[]> whole = results(cell, all, 17, 1, 1);
    for (int first : new int[] {1, 6, 16}) {
      assertAgree(results(cell, inTurn(first, all, all), 17, 1, 1), whole, 1e-5);
      assertAgree(results(cell, inTurn(first, all, one), 17, 1, 1), whole, 1e-5);
      assertAgree(results(cell, inTurn(first, one, all), 17, 1, 1), whole, 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("parallelCells")
  void shortPiecesOfLongSequencesHardlyRound(ParallelCell cell) {
    SequenceForm pieces = steps(cell);
    for (int piece = 1; piece < 20; piece++) { // of 20 steps, the last one step by step
      pieces = inTurn(20, atOnce(cell), pieces);
    }
    assertAgree(results(cell, pieces, 400, 1, 1), results(cell, steps(cell), 400, 1, 1), 1e-5);
  }

  @ParameterizedTest
  @MethodSource("parallelCells")
  void withoutAnyStateItStartsFromZero(ParallelCell cell) {
    SequenceForm form = (x, state, weights) -> List.of(cell.parallel(x, weights));
    float[] fromZero = results(cell, atOnce(cell), 9, 1).getFirst();
    assertThat(results(cell, form, 9, 1).getFirst()).isEqualTo(fromZero);
  }

  private static SequenceForm fused(boolean projected) {
    return (x, state, w) -> {
      LstmOp.Weights weights =
          new LstmOp.Weights(
              w.get("input"),
              w.get("recurrent"),
              w.get("bias"),
              w.get("peepholes"),
              projected ? w.get("projection") : null);
      Tape tape = (Tape) x.ops();
      LstmOp.Result result = tape.lstm(x, state.get(0), state.get(1), weights, LstmOp.Options.NONE);
      return List.of(result.sequence(), result.h(), result.c());
    };
  }

  @Test
  void vanillaAndProjectionAreTheFusedSweeps() {
    Cell vanilla = OdysseyLstmCell.of(4, Variant.VANILLA);
    assertAgree(results(vanilla, fused(false), 7, 1), results(vanilla, steps(vanilla), 7, 1), 1e-5);
    Cell projected = new ProjectedLstmCell(2, 0, 4, true, 1);
    assertAgree(
        results(projected, fused(true), 7, 1), results(projected, steps(projected), 7, 1), 1e-5);
  }

  @Test
  void withoutPeepholesItIsThePlainLstm() {
    Cell plain = new LstmCell(4, 1);
    Cell np = OdysseyLstmCell.of(4, Variant.NP);
    assertAgree(results(np, steps(np), 6, 1), results(plain, steps(plain), 6, 1), 0);
  }

  @Test
  void blocksOfOneCellAreThePlainLstm() {
    BlockLstmCell block = BlockLstmCell.of2000(4, 1).withActivations(LstmActivations.TANH);
    Cell plain = new LstmCell(4, 1);
    List<float[]> a = results(block, steps(block), 6, 1); // columns i, f, cells, o: as i, f, g, o
    List<float[]> b = results(plain, steps(plain), 6, 1);
    assertAgree(a, b, 1e-6);
  }

  @Test
  void coupledGatesAddUpToOne() {
    Map<String, Tensor> seen = new HashMap<>();
    Cell cell = OdysseyLstmCell.of(4, Variant.CIFG);
    results(
        cell,
        (x, state, weights) ->
            steps(cell)
                .run(
                    x,
                    state,
                    new Cell.Weights() {
                      @Override
                      public Tensor get(String name) {
                        return weights.get(name);
                      }

                      @Override
                      public Tensor trace(String name, Tensor value) {
                        seen.put(name, value);
                        return value;
                      }
                    }),
        3,
        1);
    float[] i = seen.get("i").toArray();
    float[] f = seen.get("f").toArray();
    for (int u = 0; u < i.length; u++) {
      assertThat(f[u]).isEqualTo(1 - i[u]);
    }
  }

  private static int count(Cell cell, int input) {
    Parameters.Builder builder = new Parameters.Builder();
    cell.weights(input).forEach((name, w) -> builder.add(name, w.shape(), w.initializer()));
    return builder.build(1).size();
  }

  @Test
  void weightsOfThePapersExperiments() {
    Wiring gates = new Wiring(false, true, true, Bias.GATES);
    Wiring none = new Wiring(false, true, true, Bias.NONE);
    assertThat(count(BlockLstmCell.of1997(4, 1).withWiring(gates), 7) + 7 * 4).isEqualTo(264);
    assertThat(count(BlockLstmCell.of1997(3, 2).withWiring(gates), 7) + 7 * 6).isEqualTo(276);
    assertThat(count(BlockLstmCell.of1997(2, 1).withWiring(none), 54) + 2 * 2).isEqualTo(364);
    assertThat(count(BlockLstmCell.of1997(3, 1), 1) + 3).isEqualTo(102);
    assertThat(count(BlockLstmCell.of1997(2, 2), 2) + 4 + 1).isEqualTo(93);
    assertThat(count(BlockLstmCell.of1997(2, 2), 8) + 4 * 4 + 4).isEqualTo(156);
    assertThat(count(BlockLstmCell.of1997(3, 2), 8) + 8 * 6 + 8).isEqualTo(308);
    Wiring of2000 = new Wiring(true, true, false, Bias.GATES);
    int outputs = 7 * (7 + 8 + 1);
    assertThat(count(BlockLstmCell.of2000(4, 2).withWiring(of2000), 7) + outputs).isEqualTo(424);
    assertThat(count(ClockworkCell.of(8, 8), 1) + 64 + 1).isEqualTo(2497);
  }

  @Test
  void weightsOfTheOdyssey() {
    int n = 6;
    int gate = n * (I + n + 1);
    assertThat(count(OdysseyLstmCell.of(n, Variant.VANILLA), I)).isEqualTo(4 * gate + 3 * n);
    for (Variant v : List.of(Variant.NIG, Variant.NFG, Variant.NOG, Variant.CIFG)) {
      assertThat(count(OdysseyLstmCell.of(n, v), I)).isEqualTo(3 * gate + 2 * n);
    }
    assertThat(count(OdysseyLstmCell.of(n, Variant.NP), I)).isEqualTo(4 * gate);
    int fgr = 4 * gate + 3 * n + 9 * n * n;
    assertThat(count(OdysseyLstmCell.of(n, Variant.FGR), I)).isEqualTo(fgr);
  }

  @Test
  void modulesComputeWhenTheirPeriodComes() {
    ClockworkCell cell = new ClockworkCell(1, List.of(1, 2, 5));
    float[] y = results(cell, steps(cell), 11, 1).getFirst();
    for (int t = 1; t < 11; t++) {
      for (int m = 0; m < 3; m++) {
        boolean changed = y[t * 3 + m] != y[(t - 1) * 3 + m];
        assertThat(changed)
            .as("step %d, module %d", t, m)
            .isEqualTo(t % List.of(1, 2, 5).get(m) == 0);
      }
    }
  }

  @Test
  void sizesThatCannotBe() {
    refused(() -> OdysseyLstmCell.of(0, Variant.NP), "LSTM units: 0, expected at least 1");
    refused(() -> LayerNormLstmCell.of(1), "expected at least 2: the norm of one value is 0");
    refused(() -> new LayerNormLstmCell(3, 1, 0), "epsilon 0.0");
    refused(() -> new ClockworkCell(2, List.of(1, 4, 4)), "[1, 4, 4], expected ascending");
    refused(() -> new ClockworkCell(2, List.of()), "clockwork modules: 0");
    refused(() -> new ProjectedLstmCell(2, -1, 3, false, 1), "-1 values that do not go back");
    refused(() -> new MlstmCell(0, 3, false), "mLSTM heads: 0");
    refused(() -> DepthGatedLstmCell.of(3, 0), "LSTM layers: 0");
    refused(() -> new ClockworkCell(0, List.of(1)), "clockwork units of a module: 0");
    refused(() -> new LstmCell(3, Float.NaN), "LSTM forget bias: NaN, expected a finite number");
    refused(() -> new LayerNormLstmCell(3, 1, Float.POSITIVE_INFINITY), "epsilon Infinity");
    refused(() -> Start.uniform(Float.NaN), "range of first weights: NaN");
    Start three = new Start(0.1f, List.of(), List.of(1f, 2f, 3f), List.of());
    refused(
        () -> BlockLstmCell.of2000(2, 1).withStart(three),
        "first biases of the forget gates: [1.0, 2.0, 3.0], expected 2 numbers");
    refused(() -> BlockLstmCell.of1997(3, 1).withStart(three), "expected 0 numbers");
  }

  private static void refused(Runnable construction, String part) {
    assertThatThrownBy(construction::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }
}
