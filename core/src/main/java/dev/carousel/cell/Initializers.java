package dev.carousel.cell;

import dev.carousel.cell.Initialization.Kind;
import dev.carousel.tensor.Parameters.Initializer;
import java.util.Arrays;

/** First values of weights. A matrix is (fanIn, fanOut); fans count the columns of all gates. */
public final class Initializers {
  private Initializers() {}

  /** All zero. */
  public static Initialization zeros() {
    return constant(0);
  }

  /** All the same. */
  public static Initialization constant(double value) {
    return new Initialization(Kind.CONSTANT, value);
  }

  /** Zero, but {@code value} in the elements {@code [from, to)}: one gate of a bias. */
  static Initializer zerosBut(int from, int to, float value) {
    return (shape, values, offset, random) -> {
      Arrays.fill(values, offset, offset + shape.size(), 0f);
      Arrays.fill(values, offset + from, offset + to, value);
    };
  }

  /** Uniform in +-limit. */
  public static Initialization uniform(double limit) {
    return new Initialization(Kind.UNIFORM, limit);
  }

  /** Normal with mean 0. */
  public static Initialization gaussian(double standardDeviation) {
    return new Initialization(Kind.GAUSSIAN, standardDeviation);
  }

  /** Uniform in +-sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010, equation 16). */
  public static Initialization glorotUniform() {
    return new Initialization(Kind.GLOROT_UNIFORM, 0);
  }

  /** Normal of variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010, equation 12). */
  public static Initialization glorotNormal() {
    return new Initialization(Kind.GLOROT_NORMAL, 0);
  }

  /** Uniform in +-sqrt(6 / fanIn), of the variance of {@link #heNormal}. */
  public static Initialization heUniform() {
    return new Initialization(Kind.HE_UNIFORM, 0);
  }

  /** Normal of variance 2 / fanIn, for rectified units (He, Zhang, Ren and Sun 2015, eq. 10). */
  public static Initialization heNormal() {
    return new Initialization(Kind.HE_NORMAL, 0);
  }

  /** Uniform in +-sqrt(3 / fanIn), of the variance of {@link #lecunNormal}. */
  public static Initialization lecunUniform() {
    return new Initialization(Kind.LECUN_UNIFORM, 0);
  }

  /** Normal of variance 1 / fanIn (LeCun, Bottou, Orr and Müller 1998, section 4.6). */
  public static Initialization lecunNormal() {
    return new Initialization(Kind.LECUN_NORMAL, 0);
  }

  /**
   * A random matrix whose shorter side's vectors are orthonormal (Saxe, McClelland and Ganguli
   * 2014): Gram-Schmidt, twice, on standard normal vectors.
   */
  public static Initialization orthogonal() {
    return new Initialization(Kind.ORTHOGONAL, 0);
  }

  /**
   * {@code scale} on the diagonal of a square matrix, 0 elsewhere: the recurrent weights of a
   * rectified RNN (Le, Jaitly and Hinton 2015, IRNN).
   */
  public static Initialization identity(double scale) {
    return new Initialization(Kind.IDENTITY, scale);
  }

  /**
   * The biases of an LSTM (4H): forget gates {@code ln u} with u uniform in 1 .. longest - 1, input
   * gates the negative of them, the others 0, so that units remember for times spread up to the
   * longest dependency (Tallec and Ollivier 2018, section 3).
   *
   * @param longest dependency, in steps, more than 2
   */
  public static Initialization chrono(double longest) {
    return new Initialization(Kind.CHRONO, longest);
  }

  /**
   * The same for the biases (G H) of another cell.
   *
   * @param gates G
   * @param keeping number of the gate that keeps the state, as the forget gate does, or a GRU's
   *     update gate z
   * @param writing number of the gate that lets new values in; negative if it is the complement of
   *     the other
   */
  public static Initializer chrono(double longest, int gates, int keeping, int writing) {
    chrono(longest); // checks it
    return Fillings.chrono(longest, gates, keeping, writing);
  }
}
