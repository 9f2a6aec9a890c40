package dev.carousel.task.panel;

import dev.carousel.BadInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which kind of global model, and what only some of them have.
 *
 * @param type the kind
 * @param attention of an encoder-decoder
 */
public record ModelOptions(Type type, Attention attention) {
  /** All steps ahead at once. */
  public static final ModelOptions DIRECT = of(Type.DIRECT);

  /** The kinds. */
  public enum Type {
    /** A recurrent layer over segments gives all steps ahead at once. */
    DIRECT,
    /** A recurrent decoder with attention gives one segment after the other. */
    ENCODER_DECODER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of that name.
     *
     * @throws BadInput if there is none
     */
    public static Type of(String name) {
      return Arrays.stream(values())
          .filter(type -> type.toString().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new BadInput(
                  "--model-type %s: expected %s or auto",
                  name,
                  Arrays.stream(values()).map(Type::toString).collect(Collectors.joining(", "))));
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
  }

  /** The defaults of a kind. */
  public static ModelOptions of(Type type) {
    return new ModelOptions(type, Attention.BAHDANAU);
  }

  /** This with another attention. */
  public ModelOptions withAttention(Attention next) {
    return new ModelOptions(type, next);
  }

  /** The name of such a model in results: that of the kind, or of the cell of the direct one. */
  String label(PanelOptions.CellKind cell) {
    return type == Type.DIRECT ? cell.toString() : type.toString();
  }
}
