package dev.carousel.kernel;

/**
 * The elementwise half of an LSTM step, for one row (one sequence at one time step).
 *
 * <p>A row of gates holds 4H values in the order i, f, g, o (see {@link Gate}). The scalar
 * implementation is the definition; every other one equals it to the bit. {@code c} may be {@code
 * cPrev}, and {@code dGates} may be {@code gates}, at the same offset.
 */
public interface LstmGates {

  /**
   * Forward: {@code i,f,o = sigmoid(pre); g = tanh(pre); c = fma(i, g, f * cPrev); h = o *
   * tanh(c)}.
   *
   * @param gates 4H values at {@code gatesOffset}: pre-activations in, activations out
   * @param cPrev H values
   * @param c H values, written
   * @param tanhC H values, written: tanh(c), kept for backward
   * @param h H values, written
   */
  void forward(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] cPrev,
      int cPrevOffset,
      float[] c,
      int cOffset,
      float[] tanhC,
      int tanhCOffset,
      float[] h,
      int hOffset);

  /**
   * Backward of {@link #forward}:
   *
   * <pre>
   *   do = dh * tanhC;            dc += dh * o * (1 - tanhC^2)
   *   df = dc * cPrev;            di = dc * g;             dg = dc * i
   *   dPre_s = ds * s * (1 - s)   for s in i, f, o;        dPre_g = dg * (1 - g^2)
   *   dcPrev = dc * f
   * </pre>
   *
   * as the definition in {@code ScalarLstmGates} orders the operations.
   *
   * @param gates 4H activations at {@code gatesOffset}
   * @param dh H values: gradient of h
   * @param dc H values: gradient of c from the later step in, gradient of cPrev out
   * @param dGates 4H values, written: gradients of the pre-activations
   */
  void backward(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] cPrev,
      int cPrevOffset,
      float[] tanhC,
      int tanhCOffset,
      float[] dh,
      int dhOffset,
      float[] dc,
      int dcOffset,
      float[] dGates,
      int dGatesOffset);
}
