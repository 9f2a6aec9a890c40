package dev.carousel.lab.paper;

/** First biases of the gates of successive blocks. */
final class Steps {
  private Steps() {}

  /** {@code first, 2 first, 3 first ...}, as many as there are blocks. */
  static double[] down(double first, int blocks) {
    return of(first, first, blocks);
  }

  /** {@code first, first + step ...} */
  static double[] of(double first, double step, int blocks) {
    double[] values = new double[blocks];
    for (int j = 0; j < blocks; j++) {
      values[j] = first + j * step;
    }
    return values;
  }
}
