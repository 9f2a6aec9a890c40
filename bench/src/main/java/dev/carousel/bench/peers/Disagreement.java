package dev.carousel.bench.peers;

/** The two sides of a comparison compute different functions, so that their times say nothing. */
public final class Disagreement extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Disagreement(String message) {
    super(message);
  }
}
