package dev.carousel.tensor;

import dev.carousel.kernel.Activations;

/** What accumulates over time, the axis before the last: (..., T, F). */
final class Scan {
  private Scan() {}

  /** {@code y_t = y_(t-1) + a_t}, from 0. */
  static FloatTensor sum(Tape tape, FloatTensor a) {
    int time = time("cumulativeSum", a);
    int n = a.shape().last();
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    System.arraycopy(a.data, a.offset, y.data, 0, a.size());
    for (int row = 0; row < a.shape().rows(); row++) {
      if (row % time > 0) {
        Elementwise.axpy(1, y.data, (row - 1) * n, y.data, row * n, n);
      }
    }
    return tape.record(
        y,
        () -> { // da_t += dy_t + dy_(t+1) + ...
          float[] flow = tape.workspace().take(a.size());
          System.arraycopy(y.gradient(), 0, flow, 0, a.size());
          for (int row = a.shape().rows() - 1; row >= 0; row--) {
            if (row % time > 0) {
              Elementwise.axpy(1, flow, row * n, flow, (row - 1) * n, n);
            }
          }
          a.addGradient(flow);
        });
  }

  /** {@code y_t = ln(e^y_(t-1) + e^a_t)}, from {@code y_1 = a_1}. */
  static FloatTensor logSumExp(Tape tape, FloatTensor a) {
    Activations kernels = tape.kernels().activations();
    int time = time("cumulativeLogSumExp", a);
    int n = a.shape().last();
    int rows = a.shape().rows();
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    float[] less = tape.workspace().take(n);
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      System.arraycopy(a.data, a.offset + at, y.data, at, n);
      if (row % time > 0) { // y = max + ln(1 + e^-|y- - a|)
        for (int i = 0; i < n; i++) {
          float difference = y.data[at - n + i] - y.data[at + i];
          less[i] = -Math.abs(difference);
          y.data[at + i] = Math.max(y.data[at + i], y.data[at - n + i]);
        }
        kernels.exp(less, 0, less, 0, n);
        for (int i = 0; i < n; i++) {
          less[i] += 1;
        }
        kernels.log(less, 0, less, 0, n);
        Elementwise.axpy(1, less, 0, y.data, at, n);
      }
    }
    return tape.record(
        y,
        () -> {
          float[] flow = tape.workspace().take(a.size()); // what reaches y_t in all
          float[] share = tape.workspace().take(n);
          System.arraycopy(y.gradient(), 0, flow, 0, a.size());
          for (int row = rows - 1; row >= 0; row--) {
            int at = row * n;
            if (row % time > 0) { // dy_(t-1) += dy_t * e^(y_(t-1) - y_t)
              shares(kernels, y.data, at - n, y.data, at, share, n);
              for (int i = 0; i < n; i++) {
                flow[at - n + i] = Math.fma(flow[at + i], share[i], flow[at - n + i]);
              }
            }
            shares(kernels, a.data, a.offset + at, y.data, at, share, n);
            for (int i = 0; i < n; i++) { // da_t += dy_t * e^(a_t - y_t)
              flow[at + i] *= share[i];
            }
          }
          a.addGradient(flow);
        });
  }

  /** {@code share = e^(part - whole)}. */
  private static void shares(
      Activations kernels, float[] part, int at, float[] whole, int wholeAt, float[] share, int n) {
    for (int i = 0; i < n; i++) {
      share[i] = part[at + i] - whole[wholeAt + i];
    }
    kernels.exp(share, 0, share, 0, n);
  }

  private static int time(String what, FloatTensor a) {
    if (a.shape().rank() < 2) {
      throw new IllegalArgumentException(
          "%s: shape %s, expected (..., T, F)".formatted(what, a.shape()));
    }
    return a.shape().at(-2);
  }
}
