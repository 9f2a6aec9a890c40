package dev.carousel.cli;

import dev.carousel.task.text.TextOptions;
import dev.carousel.task.text.TextPreset;
import dev.carousel.task.text.token.Level;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a language model is made; what is left out has the preset's value. */
final class TextFlags {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      converter = Preset.class,
      description =
          "Options to start from: zaremba-small, zaremba-medium, char-small or char-large (default:"
              + " char-small, or zaremba-small for words and subwords).")
  private @Nullable TextPreset preset;

  @Option(
      names = "--level",
      paramLabel = "word|char|subword",
      description = "What is predicted one by one (default: the preset's; char).")
  private @Nullable Level level;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description =
          "Most words, characters or subwords; words and characters beyond it are one unknown"
              + " token, subwords smaller ones.")
  private @Nullable Integer vocabulary;

  @Option(
      names = "--strip-leading",
      description = "Leave out white space at the beginning of lines; of characters only.")
  private boolean stripLeading;

  @Option(names = "--cell", paramLabel = "lstm|gru|rnn", description = "Recurrent layers.")
  private TextOptions.@Nullable CellKind cell;

  @Option(names = "--layers", paramLabel = "N", description = "Recurrent layers, stacked.")
  private @Nullable Integer layers;

  @Option(names = "--hidden", paramLabel = "N", description = "Units of each layer.")
  private @Nullable Integer hidden;

  @Option(names = "--tie", description = "Use the word vectors for the output layer too.")
  private boolean tie;

  @Option(names = "--dropout", paramLabel = "RATE", description = "Between the layers.")
  private @Nullable Double dropout;

  @Option(names = "--bptt", paramLabel = "N", description = "Steps gradients go back.")
  private @Nullable Integer bptt;

  @Option(names = "--batch", paramLabel = "N", description = "Rows of the text side by side.")
  private @Nullable Integer batch;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the text.")
  private @Nullable Integer epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "End after so many epochs without a better validation; 0: do not (default).")
  private @Nullable Integer patience;

  @Option(names = "--optimizer", paramLabel = "adam|sgd", description = "What moves the weights.")
  private TextOptions.@Nullable OptimizerKind optimizer;

  @Option(names = "--learning-rate", paramLabel = "X", description = "The optimiser's rate.")
  private @Nullable Double rate;

  @Option(
      names = "--constant-epochs",
      paramLabel = "N",
      description = "Epochs before the rate falls.")
  private @Nullable Integer constant;

  @Option(
      names = "--decay",
      paramLabel = "X",
      description = "What the rate is divided by after each epoch from then on; 1: nothing.")
  private @Nullable Double decay;

  @Option(names = "--clip", paramLabel = "X", description = "Largest norm of a gradient; 0: any.")
  private @Nullable Double clip;

  @Option(
      names = "--init-range",
      paramLabel = "X",
      description = "First weights, uniform within; 0: as each layer has it.")
  private @Nullable Double range;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
  private @Nullable Long seed;

  TextOptions options() {
    TextOptions base = base().options();
    TextOptions.NetworkOptions network = base.network();
    TextOptions.Learning learning = base.learning();
    return new TextOptions(
        or(level, base.level()),
        or(vocabulary, level == null || level == base.level() ? base.vocabulary() : 0),
        stripLeading || base.stripLeading(),
        new TextOptions.NetworkOptions(
            or(cell, network.cell()),
            or(layers, network.layers()),
            or(hidden, network.hidden()),
            tie || network.tie(),
            or(dropout, network.dropout()),
            or(range, network.range())),
        new TextOptions.Learning(
            or(bptt, learning.bptt()),
            or(batch, learning.batch()),
            or(epochs, learning.epochs()),
            or(patience, learning.patience()),
            or(optimizer, learning.optimizer()),
            or(rate, learning.rate()),
            or(constant, learning.constant()),
            or(decay, learning.decay()),
            or(clip, learning.clip())),
        or(seed, base.seed()));
  }

  private TextPreset base() {
    boolean words = level == Level.WORD || level == Level.SUBWORD;
    return or(preset, words ? TextPreset.ZAREMBA_SMALL : TextPreset.CHAR_SMALL);
  }

  private static <T> T or(@Nullable T given, T preset) {
    return Objects.requireNonNullElse(given, preset);
  }

  /** Names of presets as they are typed. */
  private static final class Preset implements ITypeConverter<TextPreset> {
    @Override
    public TextPreset convert(String name) {
      for (TextPreset preset : TextPreset.values()) {
        if (preset.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
          return preset;
        }
      }
      throw new TypeConversionException(
          "no preset '%s'; there are zaremba-small, zaremba-medium, char-small and char-large"
              .formatted(name));
    }
  }
}
