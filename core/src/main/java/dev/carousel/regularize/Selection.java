package dev.carousel.regularize;

import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Weights chosen by name, such as {@code lstm_1/recurrent}.
 *
 * @param patterns of names, of which one has to fit; a {@code *} stands for anything
 */
public record Selection(List<String> patterns) {
  /** All weights, biases too. */
  public static final Selection ALL = of("*");

  /** What inputs are multiplied by: kernels of dense layers, input weights of recurrent ones. */
  public static final Selection KERNELS = of("*/kernel", "*/input");

  /** What states are multiplied by. */
  public static final Selection RECURRENT = of("*/recurrent");

  /** Biases. */
  public static final Selection BIASES = of("*/bias", "*/recurrent_bias");

  /** Tables of embeddings. */
  public static final Selection EMBEDDINGS = of("*/table");

  /** Checks that there is a pattern. */
  public Selection {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("selection of weights: no pattern, expected one or more");
    }
  }

  /** The weights whose names fit one of these. */
  public static Selection of(String... patterns) {
    return new Selection(List.of(patterns));
  }

  /** Whether a name fits. */
  public boolean fits(String name) {
    return patterns.stream().anyMatch(pattern -> regex(pattern).matcher(name).matches());
  }

  /**
   * The weights that fit, in the order of the arena.
   *
   * @throws IllegalArgumentException if none does
   */
  public List<Parameter> of(Parameters parameters) {
    List<Parameter> chosen = parameters.all().stream().filter(p -> fits(p.name())).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "no weight fits %s; there are %s"
              .formatted(this, parameters.all().stream().map(Parameter::name).toList()));
    }
    return chosen;
  }

  private static Pattern regex(String pattern) {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining()));
  }

  /** As in {@code lstm_1/bias or dense_1/bias}. */
  @Override
  public String toString() {
    return String.join(" or ", patterns);
  }
}
