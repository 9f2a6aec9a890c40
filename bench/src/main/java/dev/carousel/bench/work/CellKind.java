package dev.carousel.bench.work;

/** The recurrent cell of the layer. */
public enum CellKind {
  /** Gates i, f, g, o. */
  LSTM(4),
  /** Gates r, z, n; reset after the recurrent product. */
  GRU(3),
  /** Simple, tanh. */
  RNN(1);

  private final int gates;

  CellKind(int gates) {
    this.gates = gates;
  }

  /** G: blocks of H columns in a row of the weights. */
  public int gates() {
    return gates;
  }
}
