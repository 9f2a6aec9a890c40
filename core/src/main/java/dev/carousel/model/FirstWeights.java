package dev.carousel.model;

import dev.carousel.cell.Initialization;
import dev.carousel.random.Randomness;
import dev.carousel.regularize.Selection;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;

/** Draws first values of weights that are chosen by name. */
final class FirstWeights {
  private FirstWeights() {}

  /**
   * Draws them; each weight has a stream of random numbers by its name.
   *
   * @throws IllegalArgumentException if no weight is chosen, or its shape or gates do not suit;
   *     then none was drawn
   */
  static void draw(Parameters parameters, Selection which, Parameters.Initializer how, long seed) {
    boolean chrono =
        how instanceof Initialization kind && kind.kind() == Initialization.Kind.CHRONO;
    if (chrono) {
      which.of(parameters).forEach(bias -> refuseOtherGates(bias, parameters));
    }
    Randomness random = new Randomness(seed, 0).named("initial");
    for (Parameter weight : which.of(parameters)) {
      Randomness own = random.named(weight.name());
      how.fill(weight.shape(), parameters.values(), weight.offset(), own);
    }
    parameters.changed();
  }

  /** Chrono initialisation knows the gates of an LSTM, if it is not told others. */
  private static void refuseOtherGates(Parameter bias, Parameters parameters) {
    String name = bias.name().substring(0, bias.name().lastIndexOf('/') + 1) + "recurrent";
    Shape state =
        parameters.all().stream()
            .filter(weight -> weight.name().equals(name))
            .map(Parameter::shape)
            .findFirst()
            .orElse(Shape.SCALAR);
    if (state.rank() != 2) {
      return; // a cell of its own kind
    }
    int gates = state.at(1) / state.at(0); // of a projected state more than there are
    boolean own = bias.name().endsWith("/bias") && bias.shape().size() == state.at(1);
    if (!own || gates == 1 || gates == 3) {
      throw new IllegalArgumentException(
          "chrono starts the bias of an LSTM's four gates, found %s beside recurrent weights %s:"
                  .formatted(bias.name(), state)
              + " choose the bias of an LSTM, or say which gates keep and write, of a GRU"
              + " chrono(longest, 3, 1, -1)");
    }
  }
}
