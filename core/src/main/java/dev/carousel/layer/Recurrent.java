package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs any {@link Cell} over time, step by step on the tape. The state starts at zero.
 *
 * @param cell what happens in one step
 * @param returnsSequences whether h of every step is given, (B, T, H), or the last one, (B, H)
 */
public record Recurrent(Cell cell, boolean returnsSequences) implements Layer {
  private static final Randomness NONE = new Randomness(0, 0);

  /** Checks that there is a cell. */
  public Recurrent {
    Objects.requireNonNull(cell, "recurrent cell: none, expected one");
  }

  /** Runs a cell and gives its last h. */
  public static Recurrent of(Cell cell) {
    return new Recurrent(cell, false);
  }

  /** This, giving h of every step. */
  public Recurrent returnSequences() {
    return new Recurrent(cell, true);
  }

  @Override
  public String kind() {
    return "recurrent";
  }

  @Override
  public Shape outputShape(Shape input) {
    return outputShape(kind(), input, cell.hiddenSize(), returnsSequences);
  }

  static Shape outputShape(String kind, Shape input, int hidden, boolean sequences) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          ("%s reads sequences (T, features), found %s: give the layer before it"
                  + " .returnSequences()")
              .formatted(kind, input));
    }
    return sequences ? input.withLast(hidden) : Shape.of(hidden);
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    declare(cell, name, input, parameters);
  }

  static void declare(Cell cell, String name, Shape input, Parameters.Builder parameters) {
    cell.weights(input.last())
        .forEach((part, w) -> parameters.add(name + "/" + part, w.shape(), w.initializer()));
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    int time = x.shape().at(1);
    Cell.Weights weights = part -> place.on(tape, part);
    List<Tensor> state = new ArrayList<>();
    for (int size : cell.stateSizes()) {
      state.add(tape.zeros(Shape.of(x.shape().at(0), size)));
    }
    List<Tensor> shown = new ArrayList<>();
    for (int t = 0; t < time; t++) {
      state = cell.step(x.step(t), state, weights);
      shown.add(state.getFirst());
    }
    return returnsSequences ? tape.stack(shown) : shown.getLast();
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return new CellStep(place, engine);
  }

  /**
   * A cell of any kind, one row at a time, over a tape of its own. The lists and arrays are made
   * once; the tensors that the cell computes are new in every step, a small object or two each.
   */
  private final class CellStep implements Step {
    private final Tape tape;
    private final Cell.Weights weights;
    private final float[] in;
    private final Tensor x; // (1, I), a view of in
    private final List<float[]> state = new ArrayList<>();
    private final List<Tensor> before = new ArrayList<>(); // (1, size) each, views of state
    private final float[][] next;

    CellStep(Place place, Engine engine) {
      this.tape = new Tape(engine, false);
      this.weights = part -> place.on(tape, part);
      this.in = new float[place.input().last()];
      this.x = tape.constant(Shape.of(1, in.length), in, 0);
      for (int size : cell.stateSizes()) {
        state.add(new float[size]);
        before.add(tape.constant(Shape.of(1, size), state.getLast(), 0));
      }
      this.next = new float[state.size()][];
    }

    @Override
    public void step(float[] from, float[] out) {
      tape.reset(NONE);
      System.arraycopy(from, 0, in, 0, in.length);
      List<Tensor> after = cell.step(x, before, weights);
      for (int i = 0; i < next.length; i++) { // all read before one is written: some may be views
        next[i] = after.get(i).toArray();
      }
      for (int i = 0; i < next.length; i++) {
        System.arraycopy(next[i], 0, state.get(i), 0, next[i].length);
      }
      System.arraycopy(state.getFirst(), 0, out, 0, cell.hiddenSize());
    }

    @Override
    public void reset() {
      state.forEach(s -> java.util.Arrays.fill(s, 0f));
    }
  }
}
