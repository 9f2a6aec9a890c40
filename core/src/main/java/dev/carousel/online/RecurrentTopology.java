package dev.carousel.online;

import dev.carousel.BadInput;

/**
 * A conventional recurrent network: hidden units that see the inputs and all recurrent units of the
 * step before, {@code y(t) = f(W [x(t); y(t-1); 1])}.
 *
 * @param inputs I, at least 1
 * @param hidden H, at least 0
 * @param outputs K, at least 1
 * @param readout where the outputs come from
 * @param biased whether all units have a bias weight
 * @param unit squashes recurrent units
 * @param output squashes the units of an output layer
 */
public record RecurrentTopology(
    int inputs,
    int hidden,
    int outputs,
    Readout readout,
    boolean biased,
    Squash unit,
    Squash output) {

  /**
   * Validates the sizes.
   *
   * @throws BadInput with the size that is out of range
   */
  public RecurrentTopology {
    if (inputs < 1 || hidden < 0 || outputs < 1) {
      throw new BadInput(
          "a recurrent network of %d inputs, %d hidden units and %d outputs: expected at least 1, 0"
              + " and 1",
          inputs, hidden, outputs);
    }
  }

  /** Logistic units without biases, as in the comparisons of the 1997 paper. */
  public static RecurrentTopology of(int inputs, int hidden, int outputs, Readout readout) {
    return new RecurrentTopology(
        inputs, hidden, outputs, readout, false, Squash.LOGISTIC, Squash.LOGISTIC);
  }

  /** Units that are fed back. */
  int units() {
    return readout == Readout.UNITS ? hidden + outputs : hidden;
  }

  /** What a recurrent unit sees: inputs, units, perhaps a constant. */
  int sources() {
    return inputs + units() + (biased ? 1 : 0);
  }

  /** What a unit of the output layer sees: perhaps inputs, hidden units, perhaps a constant. */
  int outputSources() {
    return switch (readout) {
      case UNITS -> 0;
      case HIDDEN -> hidden + (biased ? 1 : 0);
      case HIDDEN_AND_INPUTS -> inputs + hidden + (biased ? 1 : 0);
    };
  }

  /** Trained weights. */
  public int weightCount() {
    return sources() * units() + outputSources() * outputs;
  }
}
