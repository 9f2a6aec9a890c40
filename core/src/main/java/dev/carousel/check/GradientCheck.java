package dev.carousel.check;

import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradients of a computation with central differences:
 *
 * <pre>
 *   GradientReport report =
 *       new GradientCheck((tape, at) -&gt; at.get("x").tanh().times(at.get("w")))
 *           .variable("x", x).variable("w", w).run();
 *   assertTrue(report.passes(), report.toString());
 * </pre>
 *
 * <p>The result may have any shape: it is projected on random numbers, one for each element, in
 * double, so that every output counts, none cancels another and no sum is rounded to float32. Of
 * each variable a random sample of entries is moved, and a random direction as a whole.
 *
 * <p>The computation itself is float32, which limits what can be seen. Values carry a relative
 * noise of about 2^-24, a difference over a step h therefore about 2^-24 |f| / h, and steps of
 * 2^-6, 2^-8 and 2^-10 are tried, of which the best counts, so that a kink (of relu, say) near a
 * point does not matter. What agrees within {@value #TOLERANCE} relative is right; gradients lost
 * in the noise, less than about a thousandth of the values, cannot be told from zero. Inputs and
 * weights of the order of 1 serve best. Dropout is drawn the same each time.
 */
public final class GradientCheck {
  /** Largest relative error that passes. */
  public static final double TOLERANCE = 1e-2;

  /** A computation, such as a layer or a loss. */
  @FunctionalInterface
  public interface Computation {
    /** The result at the values of the variables, which stand on the tape. */
    Tensor apply(Tape tape, Map<String, Tensor> variables);
  }

  private final Computation computation;
  private final Map<String, Tensor> variables = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private @Nullable Parameters parameters;
  private int entries = 40;
  private Randomness random = new Randomness(1, 0);

  /** A check of a computation. */
  public GradientCheck(Computation computation) {
    this.computation = computation;
  }

  /** An input whose gradient is checked. */
  public GradientCheck variable(String name, Tensor value) {
    variables.put(name, value);
    return this;
  }

  /** An input that has no gradient, such as tokens or targets. */
  public GradientCheck constant(String name, Tensor value) {
    constants.put(name, value);
    return this;
  }

  /**
   * Weights whose gradients are checked; the computation takes them by {@code
   * tape.parameter(weights.get(name))}. Their values are as before when the check is done.
   */
  public GradientCheck parameters(Parameters weights) {
    parameters = weights;
    return this;
  }

  /** Moves that many entries of each variable, instead of 40. */
  public GradientCheck entries(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("entries: %d, expected at least 0".formatted(most));
    }
    entries = most;
    return this;
  }

  /** Another sample of entries, projection and directions. */
  public GradientCheck seed(long seed) {
    random = new Randomness(seed, 0);
    return this;
  }

  /** Compares. */
  public GradientReport run() {
    if (variables.isEmpty() && parameters == null) {
      throw new IllegalArgumentException("gradient check: no variables and no parameters");
    }
    checkNames();
    Probe probe = new Probe(computation, variables, constants, parameters, random);
    List<GradientReport.Entry> found = new ArrayList<>();
    for (Probe.Place place : probe.places()) {
      int n = place.shape().size();
      int[] order = random.named("sample").named(place.name()).permutation(n);
      for (int i = 0; i < Math.min(n, entries); i++) {
        found.add(probe.entry(place, order[i]));
      }
      found.add(probe.direction(place));
    }
    return new GradientReport(found, TOLERANCE);
  }

  private void checkNames() {
    for (String name : variables.keySet()) {
      boolean weight =
          parameters != null && parameters.all().stream().anyMatch(p -> p.name().equals(name));
      if (weight || constants.containsKey(name)) {
        throw new IllegalArgumentException("gradient check: two inputs are named " + name);
      }
    }
  }
}
