package dev.carousel.lab.compare;

import dev.carousel.BadInput;
import dev.carousel.cell.Cell;
import dev.carousel.kernel.Engine;
import dev.carousel.lab.Draws;
import dev.carousel.layer.Input;
import dev.carousel.layer.Recurrent;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How far an error reaches back: the norm of the derivative of a loss at the last step with respect
 * to h(t), for every t, of untrained cells on the same data. The loss is the squared distance of
 * the last h from a random point, the mean over 16 sequences of normal noise.
 *
 * @param steps T
 * @param hidden H of every cell
 * @param seed of weights and data
 */
public record Vanishing(int steps, int hidden, long seed) {
  private static final int SEQUENCES = 16;
  private static final int INPUTS = 4;
  private static final String PHASE = "phase"; // a clock, which carries no error

  /**
   * Validates the options.
   *
   * @throws BadInput with the option that is out of range
   */
  public Vanishing {
    if (steps < 2 || steps > 10_000) {
      throw new BadInput("--steps %d: expected a number from 2 to 10000", steps);
    }
    if (hidden < 1 || hidden > 1000) {
      throw new BadInput("--hidden %d: expected a number from 1 to 1000", hidden);
    }
  }

  /**
   * The result for a part of a cell's state.
   *
   * @param cell its name
   * @param part of the state, such as {@code h} or {@code c}
   * @param norms of the derivative with respect to that part after steps 1 .. T
   */
  public record Norms(String cell, String part, List<Double> norms) {
    /** Takes a copy of the list. */
    public Norms {
      norms = List.copyOf(norms);
    }
  }

  /** One for each of the first two parts of the state: h, then what the cell remembers by. */
  public List<Norms> of(NamedCell named) {
    Cell cell = named.sized().apply(hidden);
    Network network = new Network(Input.anySequence(INPUTS), List.of(Recurrent.of(cell)), seed);
    String place = network.places().getFirst().name() + "/";
    Tape tape = new Tape(Engine.of("auto", 1), true);
    List<List<Tensor>> states = new ArrayList<>(); // [step][part]
    List<Tensor> state = new ArrayList<>();
    cell.stateSizes().forEach(size -> state.add(tape.zeros(Shape.of(SEQUENCES, size))));
    states.add(state);
    Tensor x = tape.constant(noise("data", SEQUENCES, steps, INPUTS));
    for (int t = 0; t < steps; t++) {
      states.add(
          cell.step(
              x.step(t),
              states.getLast(),
              name -> tape.parameter(network.parameters().get(place + name))));
    }
    Tensor point = tape.constant(noise("target", SEQUENCES, cell.hiddenSize()));
    Tensor error = states.getLast().getFirst().minus(point);
    tape.backward(error.times(error).sum().times(1f / SEQUENCES));
    List<Norms> all = new ArrayList<>();
    for (int part = 0; part < Math.min(2, cell.stateSizes().size()); part++) {
      int number = part;
      if (!cell.stateNames().get(part).equals(PHASE)) {
        List<Double> norms =
            states.stream().skip(1).map(s -> norm(tape.gradient(s.get(number)))).toList();
        all.add(new Norms(named.name(), cell.stateNames().get(part), norms));
      }
    }
    return all;
  }

  private Tensor noise(String use, int... sizes) {
    Draws draws = new Draws(new Randomness(seed, 0).named(use));
    float[] values = new float[Shape.of(sizes).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draws.gaussian();
    }
    return Tensor.of(values, sizes);
  }

  private static double norm(Tensor gradient) {
    double sum = 0;
    for (float g : gradient.toArray()) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }
}
