package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.CarriedState;
import dev.carousel.layer.Form;
import dev.carousel.layer.Pass;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tape;
import java.util.List;

/**
 * How sequences are gone over: as a whole, or in windows that hand on the state. If targets have
 * steps, each window has its own and is learnt from. If there is one target a sequence, its last
 * steps are learnt from, as many as a window has; those before them give the state, without
 * gradient.
 */
final class Windows {
  private static final Randomness NONE = new Randomness(0, 0);

  private final Network network;
  private final BatchReader reader;
  private final Tape before; // for steps that give the state only
  private final boolean stepwise;
  private final int window; // 0: as a whole
  private final int steps;

  /** Windows of that many steps; 0 for sequences as a whole. */
  Windows(Network network, Engine engine, Loss loss, int window, Examples examples) {
    this.network = network;
    this.window = window;
    this.steps = examples.inputShape().at(0);
    Form output = network.outputs().getFirst();
    this.stepwise = output.sequence() && examples.targetShape().at(0) == steps;
    this.reader = new BatchReader(examples, loss, stepwise);
    this.before = new Tape(engine, false);
    if (window > 0) {
      network.checkInPieces("truncated backpropagation");
      if (output.sequence() && !stepwise) {
        throw new IllegalArgumentException(
            ("truncated backpropagation: the network gives sequences %s for inputs of %d steps;"
                    + " expected an output for each step, or one for the sequence")
                .formatted(output.shape(), steps));
      }
    }
  }

  /** Windows of a batch, those included that no example may reach. */
  int count() {
    return window == 0 || !stepwise ? 1 : Math.ceilDiv(steps, window);
  }

  /** Whether one of the examples has steps in a window. */
  boolean reaches(int[] rows, int number) {
    return number == 0 || number * window < reader.longest(rows);
  }

  /** Reads a window, and sets the state that it starts from. */
  Batch read(Tape tape, int[] rows, int number, CarriedState carried) {
    if (number == 0) {
      carried.clear();
    }
    if (window == 0) {
      return reader.read(tape, rows);
    }
    int longest = reader.longest(rows);
    if (stepwise) {
      int from = number * window;
      return reader.read(tape, rows, from, Math.min(longest, from + window));
    }
    for (int from = 0; from < longest - window; from += window) {
      before.reset(NONE);
      int to = Math.min(longest - window, from + window);
      network.apply(
          Pass.on(before).carrying(carried),
          List.of(reader.readBefore(before, rows, from, to, window)));
    }
    return reader.readLast(tape, rows, window);
  }

  /** A pass over a window. */
  Pass pass(Tape tape, CarriedState carried) {
    return window == 0 ? Pass.on(tape) : Pass.on(tape).carrying(carried);
  }
}
