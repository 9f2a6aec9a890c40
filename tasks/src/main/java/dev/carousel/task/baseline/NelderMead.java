package dev.carousel.task.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * The least value of a function by the simplex of Nelder and Mead (1965), with their coefficients
 * 1, 2, 1/2 and 1/2. The same steps for the same function, whatever the machine. NaN and infinity
 * count as worse than any number, so a function may bound its own domain.
 */
final class NelderMead {
  private static final double TOLERANCE = 1e-7;
  private static final Comparator<Vertex> LEAST_FIRST = Comparator.comparingDouble(Vertex::value);

  private record Vertex(double[] at, double value) {}

  private final ToDoubleFunction<double[]> function;
  private final Vertex[] simplex;
  private int left;

  private NelderMead(ToDoubleFunction<double[]> function, int dimensions, int evaluations) {
    this.function = function;
    this.simplex = new Vertex[dimensions + 1];
    this.left = evaluations;
  }

  /**
   * The best place found.
   *
   * @param start a place where the function is finite, at least one coordinate
   * @param steps how far the other corners of the first simplex are from it, by coordinate
   * @param evaluations how often the function may be asked, about
   */
  static double[] minimise(
      ToDoubleFunction<double[]> function, double[] start, double[] steps, int evaluations) {
    NelderMead search = new NelderMead(function, start.length, evaluations);
    search.begin(start, steps);
    while (search.left > 0 && !search.converged()) {
      search.step();
    }
    return search.simplex[0].at;
  }

  private void begin(double[] start, double[] steps) {
    simplex[0] = vertex(start.clone());
    for (int i = 0; i < start.length; i++) {
      double[] corner = start.clone();
      corner[i] += steps[i];
      simplex[i + 1] = vertex(corner);
    }
    Arrays.sort(simplex, LEAST_FIRST);
  }

  private Vertex vertex(double[] at) {
    left--;
    double value = function.applyAsDouble(at);
    return new Vertex(at, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
  }

  private boolean converged() {
    double spread = simplex[simplex.length - 1].value - simplex[0].value;
    return spread <= TOLERANCE * (TOLERANCE + Math.abs(simplex[0].value));
  }

  private void step() {
    int last = simplex.length - 1;
    double[] centre = centre();
    Vertex worst = simplex[last];
    Vertex reflected = vertex(between(centre, worst.at, -1));
    if (reflected.value < simplex[0].value) {
      Vertex expanded = vertex(between(centre, worst.at, -2));
      replaceWorst(expanded.value < reflected.value ? expanded : reflected);
    } else if (reflected.value < simplex[last - 1].value) {
      replaceWorst(reflected);
    } else {
      boolean outside = reflected.value < worst.value;
      Vertex contracted = vertex(between(centre, worst.at, outside ? -0.5 : 0.5));
      if (contracted.value < (outside ? reflected.value : worst.value)) {
        replaceWorst(contracted);
      } else {
        shrink();
      }
    }
  }

  /** The mean of all corners but the worst. */
  private double[] centre() {
    int last = simplex.length - 1;
    double[] centre = new double[last];
    for (int v = 0; v < last; v++) {
      for (int i = 0; i < last; i++) {
        centre[i] += simplex[v].at[i] / last;
      }
    }
    return centre;
  }

  private static double[] between(double[] centre, double[] corner, double share) {
    double[] at = new double[centre.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = centre[i] + share * (corner[i] - centre[i]);
    }
    return at;
  }

  /** In its place among the others, after those that are as good. */
  private void replaceWorst(Vertex vertex) {
    int i = simplex.length - 1;
    while (i > 0 && simplex[i - 1].value > vertex.value) {
      simplex[i] = simplex[i - 1];
      i--;
    }
    simplex[i] = vertex;
  }

  private void shrink() {
    for (int i = 1; i < simplex.length; i++) {
      simplex[i] = vertex(between(simplex[0].at, simplex[i].at, 0.5));
    }
    Arrays.sort(simplex, LEAST_FIRST);
  }
}
