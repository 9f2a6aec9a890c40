package dev.carousel.task.classify;

import dev.carousel.BadInput;

/**
 * How a classifier is made and trained.
 *
 * @param cell the recurrent layers
 * @param layers how many of them, one above the other
 * @param units of each, and in each direction
 * @param bidirectional whether each reads in both directions
 * @param pooling what is taken of the last layer's steps
 * @param dropout rate between the layers, and before the output
 * @param chrono longest dependency, in steps, for which biases start; 0: forget bias 1
 * @param epochs passes over the sequences
 * @param batch sequences an update
 * @param rate learning rate of Adam at its height
 * @param clip the gradient's largest norm; 0: none
 * @param validation share of the sequences that is not learnt from, drawn by the seed; the epoch
 *     with the smallest loss there is kept. 0: none, the last epoch is kept
 * @param seed of everything random
 */
public record ClassifyOptions(
    CellKind cell,
    int layers,
    int units,
    boolean bidirectional,
    Pooling pooling,
    double dropout,
    int chrono,
    int epochs,
    int batch,
    double rate,
    double clip,
    double validation,
    long seed) {
  /** What a first try takes: one LSTM layer of 128 units, 30 epochs, a tenth to validate on. */
  public static final ClassifyOptions DEFAULTS =
      new ClassifyOptions(
          CellKind.LSTM, 1, 128, false, Pooling.LAST, 0.2, 0, 30, 64, 0.002, 1, 0.1, 1);

  /** Kinds of recurrent layers. */
  public enum CellKind {
    /** Long short-term memory. */
    LSTM,
    /** Gated recurrent unit. */
    GRU,
    /** Simple recurrent network. */
    RNN
  }

  /** What is taken of the steps of a sequence. */
  public enum Pooling {
    /** What the layer shows after the last step. */
    LAST,
    /** The mean over all steps. */
    MEAN,
    /** The greatest value of all steps, unit by unit. */
    MAX
  }

  /** Checks the options. */
  public ClassifyOptions {
    within("--layers", layers, 1, 16);
    within("--units", units, 1, 8192);
    within("--epochs", epochs, 1, 100_000);
    within("--batch", batch, 1, 100_000);
    within("--chrono", chrono, 0, 1 << 24);
    check("--dropout", dropout, dropout >= 0 && (float) dropout < 1, "from 0 to below 1");
    check("--chrono", chrono, chrono == 0 || chrono > 2, "above 2, or 0 for none");
    check(
        "--chrono",
        chrono,
        chrono == 0 || cell == CellKind.LSTM,
        "that is 0: chrono initialisation is for LSTM cells");
    check("--learning-rate", rate, rate > 0 && rate < 1e6, "above 0");
    check("--clip", clip, clip >= 0 && clip < 1e9, "of at least 0 (0: no limit)");
    check("--validation", validation, validation >= 0 && validation < 1, "from 0 to below 1");
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadInput(
          "%s %d: expected a whole number from %d to %d", option, value, least, most);
    }
  }

  private static void check(String option, double value, boolean holds, String expected) {
    if (!holds) {
      throw new BadInput("%s %s: expected a number %s", option, value, expected);
    }
  }
}
