package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A way to compute a whole sequence, and what it gives: values and gradients. */
interface SequenceForm {
  Engine ENGINE = Engine.of("auto", 1);
  int B = 2;
  int I = 3;

  /**
   * From x (B, T, I), the state before the first step and weights: h of every step, then the last
   * state.
   */
  List<Tensor> run(Tensor x, List<Tensor> state, Cell.Weights weights);

  /** Step by step. */
  static SequenceForm steps(Cell cell) {
    return (x, state, weights) -> {
      List<Tensor> now = state;
      List<Tensor> shown = new ArrayList<>();
      for (int t = 0; t < x.shape().at(1); t++) {
        now = cell.step(x.step(t), now, weights);
        shown.add(now.getFirst());
      }
      return listed(x.ops().stack(shown), now);
    };
  }

  /** All steps at once. */
  static SequenceForm atOnce(ParallelCell cell) {
    return (x, state, weights) -> {
      ParallelCell.Result result = cell.parallel(x, state, weights);
      return listed(result.sequence(), result.state());
    };
  }

  /** The first steps by one form, the others by another one from where that left off. */
  static SequenceForm inTurn(int first, SequenceForm one, SequenceForm other) {
    return (x, state, weights) -> {
      int time = x.shape().at(1);
      Tensor rows = x.reshape(B, time * I);
      Tensor before = rows.columns(0, first * I).reshape(B, first, I);
      Tensor after = rows.columns(first * I, time * I).reshape(B, time - first, I);
      List<Tensor> a = one.run(before, state, weights);
      List<Tensor> b = other.run(after, a.subList(1, a.size()), weights);
      int h = a.getFirst().shape().last();
      Tensor beginning = a.getFirst().reshape(B, first * h);
      Tensor end = b.getFirst().reshape(B, (time - first) * h);
      Tensor all = x.ops().concat(List.of(beginning, end)).reshape(B, time, h);
      return listed(all, b.subList(1, b.size()));
    };
  }

  /** h of every step, then the parts of the last state. */
  static List<Tensor> listed(Tensor sequence, List<Tensor> state) {
    return Stream.concat(Stream.of(sequence), state.stream()).toList();
  }

  /** From the state 0. */
  static List<float[]> results(Cell cell, SequenceForm form, int time, double range) {
    return results(cell, form, time, range, 0);
  }

  /**
   * What the form gives, and the gradients of x, of each weight and of each part of the state.
   *
   * @param range weights are in (-range, range)
   * @param stateRange so is the state before the first step; 0 for the state 0
   */
  static List<float[]> results(
      Cell cell, SequenceForm form, int time, double range, double stateRange) {
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
    List<Tensor> state = new ArrayList<>();
    for (int n : cell.stateSizes()) {
      float[] values =
          stateRange == 0 ? new float[B * n] : Samples.values(30 + state.size(), B * n, stateRange);
      state.add(tape.variable(Tensor.of(values, B, n)));
    }
    leaves.addAll(state);
    Tensor loss = tape.zeros(Shape.SCALAR);
    List<float[]> results = new ArrayList<>();
    for (Tensor y : form.run(x, state, weights::get)) {
      Tensor seen = tape.constant(Samples.tensor(7 + results.size(), y.shape().toArray()));
      loss = loss.plus(y.times(seen).sum());
      results.add(y.toArray());
    }
    tape.backward(loss);
    leaves.forEach(leaf -> results.add(tape.gradient(leaf).toArray()));
    return results;
  }

  /**
   * Fails where a value differs from b's by more than the tolerance, of the largest of its part.
   */
  static void assertAgree(List<float[]> a, List<float[]> b, double tolerance) {
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
}
