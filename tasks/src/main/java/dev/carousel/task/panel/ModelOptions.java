package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.distribution.Likelihood;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which kind of global model, and what only some of them have.
 *
 * @param type the kind
 * @param attention of an encoder-decoder
 * @param distribution of the values of a DeepAR model
 * @param samples paths that a DeepAR model draws to forecast
 */
public record ModelOptions(
    ModelType type, Attention attention, Likelihood distribution, int samples) {
  /** All steps ahead at once. */
  public static final ModelOptions DIRECT = of(ModelType.DIRECT);

  private static final int MOST_SAMPLES = 100_000;

  /** The kinds. */
  public enum ModelType {
    /** A recurrent layer over segments gives all steps ahead at once. */
    DIRECT,
    /** A recurrent decoder with attention gives one segment after the other. */
    ENCODER_DECODER,
    /** A recurrent layer gives the distribution of the next step; paths are drawn from it. */
    DEEPAR,
    /** Exponential smoothing of each series, learnt together with a dilated recurrent network. */
    ES_RNN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of that name.
     *
     * @throws BadInput if there is none
     */
    public static ModelType of(String name) {
      return Arrays.stream(values())
          .filter(type -> type.toString().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new BadInput(
                  "--model-type %s: expected %s or auto",
                  name,
                  Arrays.stream(values())
                      .map(ModelType::toString)
                      .collect(Collectors.joining(", "))));
    }
  }

  /** When a decoder attends to what was encoded. */
  public enum Attention {
    /** Before a step, by the state before it. */
    BAHDANAU,
    /** After a step, by the new state. */
    LUONG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the options. */
  public ModelOptions {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(attention, "attention");
    Objects.requireNonNull(distribution, "distribution");
    if (samples < 2 || samples > MOST_SAMPLES) {
      throw new BadInput(
          "--samples %d: expected a whole number from 2 to %d", samples, MOST_SAMPLES);
    }
  }

  /** The defaults of a kind. */
  public static ModelOptions of(ModelType type) {
    return new ModelOptions(type, Attention.BAHDANAU, Likelihood.STUDENT_T, 100);
  }

  /** This with another attention. */
  public ModelOptions withAttention(Attention next) {
    return new ModelOptions(type, next, distribution, samples);
  }

  /** This with another distribution. */
  public ModelOptions withDistribution(Likelihood next) {
    return new ModelOptions(type, attention, next, samples);
  }

  /** This with another number of paths. */
  public ModelOptions withSamples(int next) {
    return new ModelOptions(type, attention, distribution, next);
  }

  /** The name of such a model in results: that of the kind, or of the cell of the direct one. */
  String label(PanelOptions.CellKind cell) {
    return type == ModelType.DIRECT ? cell.toString() : type.toString();
  }

  /** Levels that are forecast where none are asked for. */
  public List<Double> levels() {
    return type == ModelType.DEEPAR ? List.of(0.1, 0.5, 0.9) : List.of(PanelSpec.MEDIAN);
  }
}
