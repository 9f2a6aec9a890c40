package dev.carousel.kernel;

import dev.carousel.BadInput;
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

/**
 * Picks the backend, once, and says to the log which, why, and how to get another: as a warning
 * where the slow one is a makeshift, at level DEBUG (FINE) otherwise.
 */
final class KernelChoice {
  /** System property: {@code auto} (default), {@code scalar} or {@code vector}. */
  static final String PROPERTY = "carousel.kernels";

  private static final Logger LOG = System.getLogger(KernelChoice.class.getName());
  private static final String MODULE = "jdk.incubator.vector";

  private KernelChoice() {}

  /**
   * The backend a request names.
   *
   * @throws BadInput if vector kernels are demanded and cannot be had, or the request is none of
   *     auto, scalar, vector
   */
  static Kernels choose(String request) {
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    return switch (request) {
      case "scalar" -> chosen(scalar(), "they were asked for; -D%s=auto takes vectors if it can");
      case "vector" -> {
        if (!present) {
          throw new BadInput(
              "-D%s=vector: the module %s is absent; start java with --add-modules %s, or ask for"
                  + " auto",
              PROPERTY, MODULE, MODULE);
        }
        yield chosen(vector(), "they were asked for; -D%s=scalar takes plain loops");
      }
      case "auto" ->
          present
              ? chosen(vector(), "their module is there; -D%s=scalar takes plain loops")
              : fallback();
      default ->
          throw new BadInput(
              "-D%s=%s: no such kernels, expected auto, scalar or vector; leave it out for auto",
              PROPERTY, request);
    };
  }

  private static Kernels chosen(Kernels kernels, String because) {
    String reason = because.formatted(PROPERTY);
    LOG.log(Level.DEBUG, "kernels: {0}, because {1}", kernels.detail(), reason);
    return kernels;
  }

  private static Kernels fallback() {
    LOG.log(
        Level.WARNING,
        "kernels: scalar (same results, many times slower), because the module {0} is absent;"
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
