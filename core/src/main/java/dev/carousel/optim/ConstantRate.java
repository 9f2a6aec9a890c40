package dev.carousel.optim;

/** The whole rate in every step. */
public record ConstantRate() implements Schedule {
  @Override
  public double factor(Progress at) {
    return 1;
  }
}
