package dev.carousel.train;

/** The loss or a weight is no longer a finite number: says when, and what to try. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDiverged(String message) {
    super(message);
  }
}
