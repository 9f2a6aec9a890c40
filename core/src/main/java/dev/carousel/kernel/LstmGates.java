package dev.carousel.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The elementwise half of an LSTM step, for one row (one sequence at one time step) and the units
 * {@code [from, to)}.
 *
 * <p>A row of gates holds 4H values in the order i, f, g, o (see {@link Gate}). The scalar
 * implementation is the definition; every other one equals it to the bit. The row before may be the
 * row after, and {@code dGates} may be the gates, at the same offset.
 */
public interface LstmGates {

  /**
   * What forward writes and backward reads, of one row or of many.
   *
   * @param gates rows of 4H: pre-activations, then activations
   * @param c rows of H: cell states
   * @param tanhC rows of H: tanh(c)
   * @param h rows of H: hidden states
   * @param peepholes 3H weights from the cell to the gates i, f (which see the cell before the
   *     step) and o (which sees it after); null without peepholes
   */
  record Saved(float[] gates, float[] c, float[] tanhC, float[] h, float @Nullable [] peepholes) {}

  /**
   * Forward: {@code i,f,o = sigmoid(pre); g = tanh(pre); c = fma(i, g, f * cPrev); h = o *
   * tanh(c)}. With peepholes, {@code pre_s = fma(p_s, cell, pre_s)} comes first.
   *
   * @param gatesAt start of the row of gates: pre-activations in, activations out
   * @param before start of the row of cells before the step: c is read
   * @param after start of the row of cells after it: c and tanhC are written
   * @param hAt start of the row of h, which is written
   */
  void forward(
      int hidden, int from, int to, Saved saved, int gatesAt, int before, int after, int hAt);

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
   * as the definition in {@code ScalarLstmGates} orders the operations. With peepholes, dPre_o p_o
   * enters dc first, and dPre_i p_i and dPre_f p_f enter dcPrev.
   *
   * @param dh rows of H as {@code saved.h}: the gradient of h is read at {@code after}
   * @param dc H values at {@code dcAt}: gradient of c from the later step in, gradient of cPrev out
   * @param dGates rows of 4H as {@code saved.gates}, written: gradients of the pre-activations
   */
  void backward(
      int hidden,
      int from,
      int to,
      Saved saved,
      int gatesAt,
      int before,
      int after,
      float[] dh,
      float[] dc,
      int dcAt,
      float[] dGates);

  /**
   * What a row adds to the gradient of the peepholes: {@code dP_s = fma(dPre_s, cell, dP_s)}, the
   * cell before the step for i and f, after it for o.
   *
   * @param dGates a row of 4H at {@code gatesAt}, as {@link #backward} leaves it
   * @param dPeepholes 3H values at {@code at}
   */
  void peepholeGradient(
      int hidden,
      int from,
      int to,
      Saved saved,
      float[] dGates,
      int gatesAt,
      int before,
      int after,
      float[] dPeepholes,
      int at);
}
