package dev.carousel.task.text;

import dev.carousel.task.text.TextOptions.CellKind;
import dev.carousel.task.text.TextOptions.Learning;
import dev.carousel.task.text.TextOptions.NetworkOptions;
import dev.carousel.task.text.TextOptions.OptimizerKind;
import dev.carousel.task.text.token.Level;

/**
 * Options that go together. Those of Zaremba, Sutskever and Vinyals (2014) have the paper's rate 1
 * and clipping 5 for a loss that is summed over the steps of a window; here it is a mean, so both
 * are given times and by the number of steps: the updates are the same.
 */
public enum TextPreset {
  /** 2 x 200, words, no dropout: test perplexity 114.5 on Penn Treebank in the paper. */
  ZAREMBA_SMALL(
      new TextOptions(
          Level.WORD,
          10_000,
          false,
          new NetworkOptions(CellKind.LSTM, 2, 200, false, 0, 0.1),
          new Learning(20, 20, 13, 0, OptimizerKind.SGD, 20, 4, 2, 0.25),
          1)),
  /** 2 x 650, words, dropout 0.5: 82.7. */
  ZAREMBA_MEDIUM(
      new TextOptions(
          Level.WORD,
          10_000,
          false,
          new NetworkOptions(CellKind.LSTM, 2, 650, false, 0.5, 0.05),
          new Learning(35, 20, 39, 0, OptimizerKind.SGD, 35, 6, 1.2, 5.0 / 35),
          1)),
  /** 2 x 512, characters. */
  CHAR_SMALL(
      new TextOptions(
          Level.CHAR,
          0,
          false,
          new NetworkOptions(CellKind.LSTM, 2, 512, false, 0.5, 0),
          new Learning(100, 50, 30, 0, OptimizerKind.ADAM, 0.002, 10, 1.1, 1),
          1)),
  /** 3 x 1024, characters. */
  CHAR_LARGE(
      new TextOptions(
          Level.CHAR,
          0,
          false,
          new NetworkOptions(CellKind.LSTM, 3, 1024, false, 0.5, 0),
          new Learning(100, 64, 30, 0, OptimizerKind.ADAM, 0.001, 10, 1.1, 1),
          1));

  private final TextOptions options;

  TextPreset(TextOptions options) {
    this.options = options;
  }

  /** The options. */
  public TextOptions options() {
    return options;
  }
}
