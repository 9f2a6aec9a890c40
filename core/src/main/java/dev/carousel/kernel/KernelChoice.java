package dev.carousel.kernel;

import dev.carousel.kernel.scalar.ScalarActivations;
import dev.carousel.kernel.scalar.ScalarGruGates;
import dev.carousel.kernel.scalar.ScalarLstmGates;
import dev.carousel.kernel.scalar.ScalarMatmul;
import dev.carousel.kernel.scalar.ScalarReductions;
import dev.carousel.kernel.scalar.ScalarRnnGates;
import dev.carousel.kernel.vector.VectorActivations;
import dev.carousel.kernel.vector.VectorGruGates;
import dev.carousel.kernel.vector.VectorLstmGates;
import dev.carousel.kernel.vector.VectorMatmul;
import dev.carousel.kernel.vector.VectorReductions;
import dev.carousel.kernel.vector.VectorRnnGates;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import jdk.incubator.vector.FloatVector;

/** Picks the backend, once, and says which and why. */
final class KernelChoice {
  /** System property: {@code auto} (default), {@code scalar} or {@code vector}. */
  static final String PROPERTY = "carousel.kernels";

  private static final Logger LOG = System.getLogger(KernelChoice.class.getName());
  private static final String MODULE = "jdk.incubator.vector";

  private KernelChoice() {}

  /**
   * The backend a request names.
   *
   * @throws IllegalStateException if vector kernels are demanded and cannot be had
   * @throws IllegalArgumentException if the request is none of auto, scalar, vector
   */
  static Kernels choose(String request) {
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    return switch (request) {
      case "scalar" -> {
        LOG.log(Level.DEBUG, "scalar kernels, because -D{0}=scalar", PROPERTY);
        yield scalar();
      }
      case "vector" -> {
        if (!present) {
          throw new IllegalStateException(
              "-D%s=vector, but the module %s is absent: start java with --add-modules %s"
                  .formatted(PROPERTY, MODULE, MODULE));
        }
        yield vector();
      }
      case "auto" -> present ? vector() : fallback();
      default ->
          throw new IllegalArgumentException(
              "-D%s=%s: expected auto, scalar or vector".formatted(PROPERTY, request));
    };
  }

  private static Kernels fallback() {
    LOG.log(
        Level.WARNING,
        "scalar kernels (same results, many times slower), because the module {0} is absent;"
            + " start java with --add-modules {0}",
        MODULE);
    return scalar();
  }

  private static Kernels scalar() {
    ScalarActivations activations = new ScalarActivations();
    return new Kernels(
        "scalar",
        "scalar",
        new ScalarMatmul(),
        activations,
        new ScalarReductions(activations),
        new ScalarLstmGates(),
        new ScalarGruGates(),
        new ScalarRnnGates());
  }

  private static Kernels vector() {
    String detail = "vector, %d bit".formatted(FloatVector.SPECIES_PREFERRED.vectorBitSize());
    LOG.log(Level.DEBUG, "kernels: {0}", detail);
    VectorActivations activations = new VectorActivations();
    return new Kernels(
        "vector",
        detail,
        new VectorMatmul(),
        activations,
        new VectorReductions(activations),
        new VectorLstmGates(),
        new VectorGruGates(),
        new VectorRnnGates());
  }
}
