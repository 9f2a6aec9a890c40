package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.OdysseyLstmCell.Variant;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells that libtorch does not have, against numpy (golden/cells): values and every gradient. */
class NumpyGoldenTest {
  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final LstmActivations HARD =
      new LstmActivations(
          CellActivation.HARD_SIGMOID, CellActivation.LOGISTIC_WITHIN_2, CellActivation.HARD_TANH);

  static Stream<Arguments> cells() {
    Stream<Arguments> odyssey =
        Stream.of(Variant.values())
            .map(variant ->
                Arguments.of(
                    "odyssey-" + variant.name().toLowerCase(Locale.ROOT),
                    OdysseyLstmCell.of(4, variant),
                    gates(variant)));
    return Stream.concat(odyssey, others());
  }

  private static int gates(Variant variant) {
    return (int) Stream.of(Gate.values()).filter(variant::has).count();
  }

  private static Stream<Arguments> others() {
    BlockLstmCell of2000 = BlockLstmCell.of2000(2, 2);
    return Stream.of(
        Arguments.of("gru-reset-before", new GruCell(4, false), 3),
        Arguments.of(
            "gru-activated",
            new GruCell(4, true, CellActivation.HARD_SIGMOID, CellActivation.RELU),
            3),
        Arguments.of("lstm-activated", new LstmCell(4, 1, HARD), 4),
        Arguments.of("depth-gated", DepthGatedLstmCell.of(4, 3), 4),
        Arguments.of("depth-gated-hard", DepthGatedLstmCell.of(4, 3).withActivations(HARD), 4),
        Arguments.of(
            "odyssey-vanilla-hard",
            OdysseyLstmCell.of(4, Variant.VANILLA).withActivations(HARD),
            4),
        Arguments.of("layer-norm-lstm-hard", LayerNormLstmCell.of(5).withActivations(HARD), 4),
        Arguments.of(
            "projected-lstm-hard",
            new ProjectedLstmCell(2, 1, 5, true, 1).withActivations(HARD),
            4),
        Arguments.of("clockwork", new ClockworkCell(2, List.of(1, 2, 3)), 3),
        Arguments.of(
            "clockwork-relu", new ClockworkCell(2, List.of(1, 2, 3), CellActivation.RELU), 3),
        Arguments.of("block-1997", BlockLstmCell.of1997(2, 2), 4),
        Arguments.of("block-2000", of2000, 5),
        Arguments.of("block-peepholes", of2000.withWiring(of2000.wiring().withPeepholes()), 5),
        Arguments.of("layer-norm-lstm", LayerNormLstmCell.of(5), 4),
        Arguments.of("projected-lstm", ProjectedLstmCell.of(2, 5), 4),
        Arguments.of("projected-lstm-peepholes", new ProjectedLstmCell(2, 1, 5, true, 1), 4),
        Arguments.of("min-gru", new MinGruCell(4), 2),
        Arguments.of("min-lstm", new MinLstmCell(4, 0), 3),
        Arguments.of("slstm", new SlstmCell(2, 3), 8),
        Arguments.of("mlstm", new MlstmCell(2, 3, false), 4),
        Arguments.of("mlstm-normalized", new MlstmCell(2, 4, true), 4));
  }

  @Test
  void everyFixtureHasItsCell() {
    assertThat(Golden.names("cells"))
        .containsExactlyInAnyOrderElementsOf(cells().map(a -> "cells/" + a.get()[0]).toList());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void agrees(String name, Cell cell, int parts) {
    SafetensorsFile fixture = Golden.read("cells/" + name);
    results(fixture, cell, 1, 0, 0)
        .forEach((what, value) -> Golden.assertClose(what, value, fixture.tensor(what).doubles()));
  }

  /** The fixtures can see any two parts of the columns exchanged. */
  @ParameterizedTest
  @MethodSource("cells")
  void twoGatesSwappedDisagree(String name, Cell cell, int parts) {
    SafetensorsFile fixture = Golden.read("cells/" + name);
    for (int a = 0; a < parts; a++) {
      for (int b = a + 1; b < parts; b++) {
        Map<String, float[]> wrong = results(fixture, cell, parts, a, b);
        for (String what : List.of("out", "loss", "grad.x")) {
          assertThat(Golden.error(wrong.get(what), fixture.tensor(what).doubles()))
              .as("%s with parts %d and %d swapped", what, a, b)
              .isGreaterThan(10);
        }
      }
    }
  }

  /** Values and gradients by the fixture's names, two parts of the columns of W exchanged. */
  private static Map<String, float[]> results(
      SafetensorsFile fixture, Cell cell, int parts, int a, int b) {
    Tape tape = new Tape(ENGINE, true);
    Tensor x = tape.variable(given(fixture, "x"));
    Map<String, Tensor> weights = new LinkedHashMap<>();
    cell.weights(3)
        .forEach((name, w) -> {
          Tensor value = given(fixture, name);
          assertThat(value.shape()).as(name).isEqualTo(w.shape());
          boolean swaps = name.equals("input") || name.equals("input_1");
          weights.put(name, tape.variable(swaps ? swapped(value, parts, a, b) : value));
        });
    List<Tensor> state = new ArrayList<>();
    cell.stateSizes().forEach(n -> state.add(tape.zeros(Shape.of(x.shape().at(0), n))));
    List<Tensor> now = state;
    List<Tensor> shown = new ArrayList<>();
    for (int t = 0; t < x.shape().at(1); t++) {
      now = cell.step(x.step(t), now, weights::get);
      shown.add(now.getFirst());
    }
    Tensor out = tape.stack(shown);
    Tensor loss = out.times(tape.constant(given(fixture, "R"))).sum();
    tape.backward(loss);
    Map<String, float[]> results = new LinkedHashMap<>();
    results.put("out", out.toArray());
    results.put("loss", loss.toArray());
    results.put("grad.x", tape.gradient(x).toArray());
    weights.forEach((name, w) -> results.put("grad." + name, tape.gradient(w).toArray()));
    return results;
  }

  private static Tensor given(SafetensorsFile fixture, String name) {
    return Tensor.of(fixture.tensor(name).floats(), fixture.tensor(name).shape());
  }

  private static Tensor swapped(Tensor w, int parts, int a, int b) {
    int columns = w.shape().last();
    int part = columns / parts;
    float[] values = w.toArray();
    for (int row = 0; row < values.length; row += columns) {
      for (int i = 0; i < part && a != b; i++) {
        float kept = values[row + a * part + i];
        values[row + a * part + i] = values[row + b * part + i];
        values[row + b * part + i] = kept;
      }
    }
    return Tensor.of(values, w.shape().toArray());
  }
}
