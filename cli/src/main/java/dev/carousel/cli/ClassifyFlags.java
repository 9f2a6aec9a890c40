package dev.carousel.cli;

import dev.carousel.task.classify.ClassifyOptions;
import picocli.CommandLine.Option;

/** How a classifier is made; what is left out has the library's defaults. */
final class ClassifyFlags {
  private static final ClassifyOptions DEFAULTS = ClassifyOptions.DEFAULTS;

  @Option(
      names = "--cell",
      paramLabel = "lstm|gru|rnn",
      description = "Recurrent layers (default: lstm).")
  private ClassifyOptions.CellKind cell = DEFAULTS.cell();

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Recurrent layers, stacked (default: ${DEFAULT-VALUE}).")
  private int layers = DEFAULTS.layers();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of each layer, in each direction (default: ${DEFAULT-VALUE}).")
  private int units = DEFAULTS.units();

  @Option(names = "--bidirectional", description = "Read in both directions.")
  private boolean bidirectional;

  @Option(
      names = "--pooling",
      paramLabel = "last|mean|max",
      description = "What is taken of the last layer's steps (default: last).")
  private ClassifyOptions.Pooling pooling = DEFAULTS.pooling();

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      description = "Behind each recurrent layer (default: ${DEFAULT-VALUE}).")
  private double dropout = DEFAULTS.dropout();

  @Option(
      names = "--chrono",
      paramLabel = "STEPS",
      description =
          "Longest dependency for which biases start (chrono initialisation); 0: forget bias 1"
              + " (default).")
  private int chrono = DEFAULTS.chrono();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the sequences (default: ${DEFAULT-VALUE}).")
  private int epochs = DEFAULTS.epochs();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Sequences an update (default: ${DEFAULT-VALUE}).")
  private int batch = DEFAULTS.batch();

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "Of Adam, at its height: it rises once and falls once (default: ${DEFAULT-VALUE}).")
  private double rate = DEFAULTS.rate();

  @Option(
      names = "--clip",
      paramLabel = "X",
      description = "Largest norm of a gradient; 0: any (default: ${DEFAULT-VALUE}).")
  private double clip = DEFAULTS.clip();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of the sequences, drawn by the seed, by which the best epoch is chosen; 0: learn from"
              + " all and keep the last epoch (default: ${DEFAULT-VALUE}).")
  private double validation = DEFAULTS.validation();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed = DEFAULTS.seed();

  ClassifyOptions options() {
    return new ClassifyOptions(
        cell,
        layers,
        units,
        bidirectional,
        pooling,
        dropout,
        chrono,
        epochs,
        batch,
        rate,
        clip,
        validation,
        seed);
  }
}
