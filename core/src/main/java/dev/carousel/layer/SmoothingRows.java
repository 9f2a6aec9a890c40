package dev.carousel.layer;

import dev.carousel.tensor.RowFunction;
import java.util.Arrays;

/**
 * Exponential smoothing of one series with a level and a season, and what a network reads of it. A
 * row x is (p, q, c_0 .. c_m-1, e_0 .. e_m-1, y_0 .. y_n-1). With a = sigmoid(p), g = sigmoid(q)
 * and the first seasons s_j = e_j + c_j:
 *
 * <pre>
 *   l_0 = y_0 - s_0
 *   l_t = a (y_t - s_t) + (1 - a) l_t-1
 *   s_t+m = g (y_t - l_t) + (1 - g) s_t
 * </pre>
 *
 * <p>(Holt 1957, Winters 1960, without trend; of logarithms it is the multiplicative form.) From
 * each of the last P places t it gives the w values y_t-w+1 .. y_t less l_t and their seasons, and
 * then l_t plus the seasons to come, s_t+1 .. s_t+m, again and again, for h steps.
 *
 * @param season m; 1: there is no season, and a row is p and the values
 * @param window w
 * @param horizon h
 * @param places P
 */
record SmoothingRows(int season, int window, int horizon, int places) implements RowFunction {
  private boolean seasonal() {
    return season > 1;
  }

  /** Numbers that are learnt. */
  int numbers() {
    return seasonal() ? 2 + season : 1;
  }

  /** Numbers in a row before the values. */
  private int before() {
    return seasonal() ? numbers() + season : 1;
  }

  @Override
  public int outputs(int inputs, int given) {
    int least = before() + places + window - 1;
    if (inputs < least) {
      throw new IllegalArgumentException(
          "smoothing reads a row of %d numbers, expected at least %d: %d places with windows of %d"
              .formatted(inputs, least, places, window));
    }
    return places * (window + horizon);
  }

  /** One series, gone over. */
  private final class Run {
    final double[] y;
    final double[] l;
    final double[] s; // n + m
    final double a;
    final double g;

    Run(double[] x) {
      y = Arrays.copyOfRange(x, before(), x.length);
      l = new double[y.length];
      s = new double[y.length + season];
      a = sigmoid(x[0]);
      g = seasonal() ? sigmoid(x[1]) : 0;
      for (int j = 0; seasonal() && j < season; j++) {
        s[j] = x[2 + j] + x[2 + season + j];
      }
      for (int t = 0; t < y.length; t++) {
        l[t] = t == 0 ? y[0] - s[0] : a * (y[t] - s[t]) + (1 - a) * l[t - 1];
        s[t + season] = seasonal() ? g * (y[t] - l[t]) + (1 - g) * s[t] : 0;
      }
    }

    /** The place that row p of the output stands at. */
    int place(int p) {
      return y.length - places + p;
    }

    /** Where the season of step i after t is: the last one known of its phase. */
    int ahead(int t, int i) {
      return t + 1 + i % season;
    }
  }

  @Override
  public void value(double[] x, double[] given, double[] out) {
    Run run = new Run(x);
    for (int p = 0; p < places; p++) {
      int t = run.place(p);
      int at = p * (window + horizon);
      for (int j = 0; j < window; j++) {
        int place = t - window + 1 + j;
        out[at + j] = run.y[place] - run.l[t] - run.s[place];
      }
      for (int i = 0; i < horizon; i++) {
        out[at + window + i] = run.l[t] + run.s[run.ahead(t, i)];
      }
    }
  }

  @Override
  public void gradient(double[] x, double[] given, double[] dOut, double[] dx) {
    Run run = new Run(x);
    double[] dy = new double[run.y.length];
    double[] dl = new double[run.y.length];
    double[] ds = new double[run.s.length];
    for (int p = 0; p < places; p++) {
      int t = run.place(p);
      int at = p * (window + horizon);
      for (int j = 0; j < window; j++) { // y - l_t - s
        int place = t - window + 1 + j;
        dy[place] += dOut[at + j];
        dl[t] -= dOut[at + j];
        ds[place] -= dOut[at + j];
      }
      for (int i = 0; i < horizon; i++) { // l_t + s
        dl[t] += dOut[at + window + i];
        ds[run.ahead(t, i)] += dOut[at + window + i];
      }
    }
    double da = 0;
    double dg = 0;
    for (int t = run.y.length - 1; t >= 0; t--) {
      if (seasonal()) { // s_t+m = g (y_t - l_t) + (1 - g) s_t
        double d = ds[t + season];
        dg += d * (run.y[t] - run.l[t] - run.s[t]);
        dy[t] += run.g * d;
        dl[t] -= run.g * d;
        ds[t] += (1 - run.g) * d;
      }
      if (t > 0) { // l_t = a (y_t - s_t) + (1 - a) l_t-1
        da += dl[t] * (run.y[t] - run.s[t] - run.l[t - 1]);
        dy[t] += run.a * dl[t];
        ds[t] -= run.a * dl[t];
        dl[t - 1] += (1 - run.a) * dl[t];
      } else { // l_0 = y_0 - s_0
        dy[0] += dl[0];
        ds[0] -= dl[0];
      }
    }
    dx[0] = da * run.a * (1 - run.a);
    if (seasonal()) {
      dx[1] = dg * run.g * (1 - run.g);
      System.arraycopy(ds, 0, dx, 2, season);
      System.arraycopy(ds, 0, dx, 2 + season, season);
    }
    System.arraycopy(dy, 0, dx, before(), dy.length);
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }
}
