package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cell of any kind, one row at a time, over a tape of its own. Arrays are made once; the tensors
 * that the cell computes are new in every step, a small object or two each.
 */
final class CellStep implements Layer.Step {
  private static final Randomness NONE = new Randomness(0, 0);

  private final Steps steps;
  private final Place place;
  private final Tape tape;
  private final float[] in;
  private final Tensor x; // (1, 1, I), or a token (1, 1), a view of in
  private final List<float[]> state = new ArrayList<>();
  private final List<Tensor> before = new ArrayList<>(); // (1, size) each, views of state

  CellStep(Cell cell, RecurrentDropout dropout, Place place, Engine engine) {
    this.steps = new Steps(cell, dropout, null);
    this.place = place;
    this.tape = new Tape(engine, false);
    this.in = new float[place.tokens() ? 1 : place.input().last()];
    this.x = tape.constant(place.tokens() ? Shape.of(1, 1) : Shape.of(1, 1, in.length), in, 0);
    for (int size : cell.stateSizes()) {
      state.add(new float[size]);
      before.add(tape.constant(Shape.of(1, size), state.getLast(), 0));
    }
  }

  @Override
  public void step(float[] from, float[] out) {
    tape.reset(NONE);
    System.arraycopy(from, 0, in, 0, in.length);
    List<float[]> next =
        steps
            .run(tape, place, x, before, part -> place.on(tape, part), LstmOp.Options.NONE)
            .state()
            .stream()
            .map(Tensor::toArray) // all read before one is written: some may be views
            .toList();
    for (int i = 0; i < next.size(); i++) {
      System.arraycopy(next.get(i), 0, state.get(i), 0, next.get(i).length);
    }
    System.arraycopy(state.getFirst(), 0, out, 0, state.getFirst().length);
  }

  @Override
  public void reset() {
    state.forEach(part -> Arrays.fill(part, 0f));
  }
}
