package dev.carousel.cell;

import java.util.Objects;

/**
 * What an LSTM does to its sums. Those of {@link #TANH} alone have fused forms; with others a layer
 * runs step by step on the tape, several times slower. What relu gates do is shown in
 * docs/math/activations.
 *
 * @param gate s, of the gates
 * @param input of what comes in, g
 * @param output of what is shown of the cell
 */
public record LstmActivations(CellActivation gate, CellActivation input, CellActivation output) {
  /** Today's: logistic gates, tanh and tanh. */
  public static final LstmActivations TANH =
      new LstmActivations(CellActivation.LOGISTIC, CellActivation.TANH, CellActivation.TANH);

  /** Those of 1997, equations 3 to 5: logistic gates, g in (-2, 2), h in (-1, 1). */
  public static final LstmActivations OF_1997 =
      new LstmActivations(
          CellActivation.LOGISTIC,
          CellActivation.LOGISTIC_WITHIN_2,
          CellActivation.LOGISTIC_WITHIN_1);

  /** Checks that all are given. */
  public LstmActivations {
    Objects.requireNonNull(gate, "gate activation: none, expected one");
    Objects.requireNonNull(input, "input activation: none, expected one");
    Objects.requireNonNull(output, "output activation: none, expected one");
  }
}
