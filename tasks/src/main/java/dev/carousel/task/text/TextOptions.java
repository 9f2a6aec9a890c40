package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Schedule;
import dev.carousel.optim.Sgd;
import dev.carousel.optim.ZarembaDecay;
import dev.carousel.task.text.token.Level;

/**
 * How a language model is made and trained.
 *
 * @param level what the tokens are
 * @param vocabulary most tokens; 0 for what the level has by itself
 * @param stripLeading whether white space at the beginning of lines is left out, of characters
 * @param network what learns
 * @param learning how it learns
 * @param seed of everything random
 */
public record TextOptions(
    Level level,
    int vocabulary,
    boolean stripLeading,
    NetworkOptions network,
    Learning learning,
    long seed) {

  private static final long MOST_WEIGHTS = 2_000_000_000;

  /** Kinds of recurrent layers. */
  public enum CellKind {
    /** Long short-term memory. */
    LSTM,
    /** Gated recurrent unit. */
    GRU,
    /** Simple recurrent network. */
    RNN
  }

  /** Ways to move the weights. */
  public enum OptimizerKind {
    /** Adaptive moments. */
    ADAM,
    /** Plain gradient descent. */
    SGD
  }

  /**
   * The network: word vectors, recurrent layers, a softmax over the vocabulary.
   *
   * @param cell the recurrent layers
   * @param layers how many of them, one above the other
   * @param hidden units of each, and of the word vectors
   * @param tie whether the output layer uses the word vectors' table
   * @param dropout rate between the layers, before the first and after the last (Zaremba et al.
   *     2014)
   * @param range first weights are uniform within it, all of them; 0: as each layer has it
   */
  public record NetworkOptions(
      CellKind cell, int layers, int hidden, boolean tie, double dropout, double range) {
    /** Checks the options. */
    public NetworkOptions {
      within("--layers", layers, 1, 16);
      within("--hidden", hidden, 1, 8192);
      check("--dropout", dropout, dropout >= 0 && (float) dropout < 1, "from 0 to below 1");
      check("--init-range", range, range >= 0 && range < 100, "of at least 0 (0: as usual)");
    }

    /** Refuses a network of more weights than an array holds. */
    void checkSize(int vocabulary) {
      int gates =
          switch (cell) {
            case LSTM -> 4;
            case GRU -> 3;
            case RNN -> 1;
          };
      long weights = (long) layers * gates * hidden * (2L * hidden + 1) + 2L * vocabulary * hidden;
      if (weights > MOST_WEIGHTS) {
        throw new BadInput(
            "--layers %d, --hidden %d and a vocabulary of %,d make about %,d million weights, more"
                + " than %,d million; give fewer units, layers or words",
            layers, hidden, vocabulary, weights / 1_000_000, MOST_WEIGHTS / 1_000_000);
      }
    }
  }

  /**
   * How it learns: windows of the text, read in order, from each of which gradients go back.
   *
   * @param bptt steps of a window: gradients go back that far
   * @param batch rows of the text that are read side by side
   * @param epochs passes over the text
   * @param patience epochs without a better validation loss before training ends; 0: none ends it
   * @param optimizer what moves the weights
   * @param rate its learning rate; the loss is a mean over all tokens of a window
   * @param constant epochs at the whole rate
   * @param decay what the rate is divided by after each epoch that follows them; 1: it stays
   * @param clip the gradient's largest norm; 0: none
   */
  public record Learning(
      int bptt,
      int batch,
      int epochs,
      int patience,
      OptimizerKind optimizer,
      double rate,
      int constant,
      double decay,
      double clip) {
    /** Checks the options. */
    public Learning {
      within("--bptt", bptt, 1, 10_000);
      within("--batch", batch, 1, 10_000);
      within("--epochs", epochs, 1, 100_000);
      within("--patience", patience, 0, 100_000);
      within("--constant-epochs", constant, 0, 100_000);
      check("--learning-rate", rate, rate > 0 && rate < 1e6, "above 0");
      check("--decay", decay, decay >= 1 && decay < 1e6, "of at least 1");
      check("--clip", clip, clip >= 0 && clip < 1e9, "of at least 0 (0: no limit)");
    }

    Optimizer update() {
      return switch (optimizer) {
        case ADAM -> new Adam(rate);
        case SGD -> new Sgd(rate);
      };
    }

    Schedule schedule() {
      return new ZarembaDecay(constant, decay);
    }
  }

  /** Checks the vocabulary. */
  public TextOptions {
    within("--vocabulary", vocabulary, 0, 1 << 24);
  }

  /** This with another network. */
  public TextOptions withNetwork(NetworkOptions next) {
    return new TextOptions(level, vocabulary, stripLeading, next, learning, seed);
  }

  /** This, learning otherwise. */
  public TextOptions withLearning(Learning next) {
    return new TextOptions(level, vocabulary, stripLeading, network, next, seed);
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
