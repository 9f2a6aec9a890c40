package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.BlockLstmCell.Activations;
import dev.carousel.cell.BlockLstmCell.Bias;
import dev.carousel.cell.BlockLstmCell.Start;
import dev.carousel.cell.BlockLstmCell.Wiring;
import dev.carousel.cell.OdysseyLstmCell.Variant;
import dev.carousel.kernel.Engine;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that must agree, cells that are others in disguise, and the papers' counts of weights. */
class CellFormsTest {
  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final int B = 2;
  private static final int I = 3;

  /** A whole sequence computed from x and weights. */
  private interface Form {
    Tensor run(Tensor x, Cell.Weights weights);
  }

  /** The form's output, and the gradients of x and of each weight. */
  private static List<float[]> results(Cell cell, Form form, int time, double range) {
    Tape tape = new Tape(ENGINE, true);
    Tensor x = tape.variable(Samples.tensor(1, B, time, I));
    Map<String, Tensor> weights = new HashMap<>();
    List<Tensor> leaves = new ArrayList<>(List.of(x));
    cell.weights(I)
        .forEach((name, w) -> {
          float[] values = Samples.values(10 + leaves.size(), w.shape().size(), range);
          leaves.add(tape.variable(Tensor.of(values, w.shape().toArray())));
          weights.put(name, leaves.getLast());
        });
    Tensor y = form.run(x, weights::get);
    Tensor seen = Samples.tensor(7, y.shape().toArray());
    tape.backward(y.times(tape.constant(seen)).sum());
    List<float[]> results = new ArrayList<>(List.of(y.toArray()));
    leaves.forEach(leaf -> results.add(tape.gradient(leaf).toArray()));
    return results;
  }

  private static Form steps(Cell cell) {
    return (x, weights) -> {
      List<Tensor> state = new ArrayList<>();
      cell.stateSizes().forEach(n -> state.add(x.ops().zeros(Shape.of(B, n))));
      List<Tensor> now = state;
      List<Tensor> shown = new ArrayList<>();
      for (int t = 0; t < x.shape().at(1); t++) {
        now = cell.step(x.step(t), now, weights);
        shown.add(now.getFirst());
      }
      return x.ops().stack(shown);
    };
  }

  private static void assertAgree(List<float[]> a, List<float[]> b, double tolerance) {
    assertThat(a).hasSameSizeAs(b);
    for (int part = 0; part < a.size(); part++) {
      double largest = 1e-2;
      for (float value : b.get(part)) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < b.get(part).length; i++) {
        assertThat((double) a.get(part)[i])
            .as("part %d, element %d", part, i)
            .isCloseTo(b.get(part)[i], within(tolerance * largest));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 64})
  void recurrentAndParallelFormsAgree(int time) {
    double rounding = 2e-5 + 1e-6 * time; // sums of logarithms grow with time
    MinGruCell gru = new MinGruCell(5);
    assertAgree(results(gru, gru::parallel, time, 2), results(gru, steps(gru), time, 2), rounding);
    MinLstmCell lstm = new MinLstmCell(5, 1);
    assertAgree(
        results(lstm, lstm::parallel, time, 2), results(lstm, steps(lstm), time, 2), rounding);
    for (boolean normalized : new boolean[] {false, true}) {
      MlstmCell m = new MlstmCell(2, 4, normalized);
      assertAgree(results(m, m::parallel, time, 1), results(m, steps(m), time, 1), rounding);
    }
  }

  private static Form fused(boolean projected) {
    return (x, w) ->
        ((Tape) x.ops())
            .lstm(
                x,
                x.ops().zeros(Shape.of(B, projected ? 2 : 4)),
                x.ops().zeros(Shape.of(B, 4)),
                new LstmOp.Weights(
                    w.get("input"),
                    w.get("recurrent"),
                    w.get("bias"),
                    w.get("peepholes"),
                    projected ? w.get("projection") : null),
                LstmOp.Options.NONE)
            .sequence();
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
    BlockLstmCell block = BlockLstmCell.of2000(4, 1).withActivations(Activations.TANH);
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
        (x, weights) ->
            steps(cell)
                .run(
                    x,
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
