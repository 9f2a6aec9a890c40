package dev.carousel.cell;

import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameters.Initializer;
import dev.carousel.tensor.Shape;
import java.util.Objects;

/**
 * How weights start, as an option that can be compared, printed and written to a file; {@link
 * Initializers} makes them.
 *
 * @param kind which distribution
 * @param value its number, 0 if it has none
 */
public record Initialization(Kind kind, double value) implements Initializer {
  /** The distributions; each has a method of {@link Initializers} that says what it is. */
  public enum Kind {
    /** All the value. */
    CONSTANT,
    /** Uniform in +-value. */
    UNIFORM,
    /** Normal with mean 0 and the value as standard deviation. */
    GAUSSIAN,
    /** {@link Initializers#glorotUniform}. */
    GLOROT_UNIFORM,
    /** {@link Initializers#glorotNormal}. */
    GLOROT_NORMAL,
    /** {@link Initializers#heUniform}. */
    HE_UNIFORM,
    /** {@link Initializers#heNormal}. */
    HE_NORMAL,
    /** {@link Initializers#lecunUniform}. */
    LECUN_UNIFORM,
    /** {@link Initializers#lecunNormal}. */
    LECUN_NORMAL,
    /** {@link Initializers#orthogonal}. */
    ORTHOGONAL,
    /** {@link Initializers#identity}, times the value. */
    IDENTITY,
    /** {@link Initializers#chrono}, the value being the longest dependency. */
    CHRONO
  }

  /** Checks the number. */
  public Initialization {
    Objects.requireNonNull(kind, "initialization: no kind, expected one");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "initialization %s: %s, expected a finite number".formatted(kind, value));
    }
    if ((kind == Kind.UNIFORM || kind == Kind.GAUSSIAN) && value < 0) {
      throw new IllegalArgumentException(
          "initialization %s: %s, expected at least 0".formatted(kind, value));
    }
    if (kind == Kind.CHRONO && value <= 2) {
      throw new IllegalArgumentException(
          "chrono: longest dependency %s steps, expected more than 2".formatted(value));
    }
  }

  @Override
  public void fill(Shape shape, float[] values, int offset, Randomness random) {
    fills().fill(shape, values, offset, random);
  }

  private Initializer fills() {
    return switch (kind) {
      case CONSTANT -> Fillings.constant(value);
      case UNIFORM -> Fillings.uniform(shape -> value);
      case GAUSSIAN -> Fillings.gaussian(shape -> value);
      case GLOROT_UNIFORM -> Fillings.uniform(s -> Math.sqrt(6.0 / (in(s) + out(s))));
      case GLOROT_NORMAL -> Fillings.gaussian(s -> Math.sqrt(2.0 / (in(s) + out(s))));
      case HE_UNIFORM -> Fillings.uniform(s -> Math.sqrt(6.0 / in(s)));
      case HE_NORMAL -> Fillings.gaussian(s -> Math.sqrt(2.0 / in(s)));
      case LECUN_UNIFORM -> Fillings.uniform(s -> Math.sqrt(3.0 / in(s)));
      case LECUN_NORMAL -> Fillings.gaussian(s -> Math.sqrt(1.0 / in(s)));
      case ORTHOGONAL -> Fillings::orthogonal;
      case IDENTITY -> Fillings.identity(value);
      case CHRONO -> Fillings.chronoLstm(value);
    };
  }

  private double in(Shape shape) {
    return matrix(shape).at(0);
  }

  private double out(Shape shape) {
    return matrix(shape).at(1);
  }

  private Shape matrix(Shape shape) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "%s starts matrices (inputs, outputs), found shape %s".formatted(kind, shape));
    }
    return shape;
  }
}
