package dev.carousel.regularize;

import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules bound to the weights of a network, in the order given. In each step whoever trains calls
 * {@link #addGradients} after the backward pass (before gradients are measured and clipped), {@link
 * #beforeStep} and {@link #afterStep} around the optimiser's step, and then {@link
 * Parameters#changed}.
 */
public final class Regularization {
  private record Bound(Regularizer rule, Parameter weight) {}

  private final List<Bound> bounds = new ArrayList<>();

  /**
   * Finds the weights of each rule.
   *
   * @throws IllegalArgumentException if a rule selects none
   */
  public Regularization(List<? extends Regularizer> rules, Parameters parameters) {
    for (Regularizer rule : rules) {
      rule.selection().of(parameters).forEach(weight -> bounds.add(new Bound(rule, weight)));
    }
  }

  /** Whether there is no rule. */
  public boolean isEmpty() {
    return bounds.isEmpty();
  }

  /** What the weights add to the loss. */
  public double penalty() {
    double sum = 0;
    for (Bound b : bounds) {
      sum += b.rule.penalty(b.weight);
    }
    return sum;
  }

  /** Adds the penalty's gradient to the arena of gradients. */
  public void addGradients() {
    bounds.forEach(b -> b.rule.addGradient(b.weight));
  }

  /** Changes the weights before a step at that rate. */
  public void beforeStep(double rate) {
    bounds.forEach(b -> b.rule.beforeStep(b.weight, rate));
  }

  /** Changes the weights after a step. */
  public void afterStep() {
    bounds.forEach(b -> b.rule.afterStep(b.weight));
  }
}
