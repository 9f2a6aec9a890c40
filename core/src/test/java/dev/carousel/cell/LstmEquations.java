package dev.carousel.cell;

import dev.carousel.cell.OdysseyLstmCell.Variant;
import java.util.Arrays;

/** LSTMs with peepholes, projection, layer norm and depth gates, as loops over numbers. */
final class LstmEquations {
  private LstmEquations() {}

  /** The nine of the Odyssey; columns of W, U and b are those of the gates there are. */
  static Loops.Equations odyssey(OdysseyLstmCell cell) {
    Loops.Functions as = Loops.Functions.of(cell.activations());
    Variant variant = cell.variant();
    int n = cell.hiddenSize();
    boolean hasI = variant != Variant.NIG;
    boolean hasF = variant != Variant.NFG && variant != Variant.CIFG;
    boolean hasO = variant != Variant.NOG;
    int atF = hasI ? n : 0;
    int atG = atF + (hasF ? n : 0);
    int atO = atG + n;
    int columns = atO + (hasO ? n : 0);
    int peepO = (hasI ? n : 0) + (hasF ? n : 0);
    boolean peep = variant != Variant.NP;
    return (w, x) -> {
      double[][] out = new double[x.length][];
      double[] h = new double[n];
      double[] c = new double[n];
      double[] gates = new double[3 * n];
      for (int t = 0; t < x.length; t++) {
        double[] hNext = new double[n];
        double[] cNext = new double[n];
        double[] gatesNext = new double[3 * n];
        for (int u = 0; u < n; u++) {
          double i = 1;
          double f = 1;
          double o = 1;
          if (hasI) {
            i = w.net(columns, x[t], h, u) + (peep ? w.at("peepholes", u) * c[u] : 0);
            i = as.s(i + feedback(w, variant, gates, u));
          }
          if (hasF) {
            f = w.net(columns, x[t], h, atF + u) + (peep ? w.at("peepholes", atF + u) * c[u] : 0);
            f = as.s(f + feedback(w, variant, gates, n + u));
          } else if (variant == Variant.CIFG) {
            f = 1 - i;
          }
          double g = w.net(columns, x[t], h, atG + u);
          cNext[u] = f * c[u] + i * (variant == Variant.NIAF ? g : as.g(g));
          if (hasO) {
            double seen = peep ? w.at("peepholes", peepO + u) * cNext[u] : 0;
            o = w.net(columns, x[t], h, atO + u) + seen;
            o = as.s(o + feedback(w, variant, gates, 2 * n + u));
          }
          hNext[u] = o * (variant == Variant.NOAF ? cNext[u] : as.h(cNext[u]));
          gatesNext[u] = i;
          gatesNext[n + u] = f;
          gatesNext[2 * n + u] = o;
        }
        h = hNext;
        c = cNext;
        gates = gatesNext;
        out[t] = h;
      }
      return out;
    };
  }

  private static double feedback(Loops w, Variant variant, double[] gates, int column) {
    return variant == Variant.FGR ? w.product("gate_recurrent", gates.length, 0, gates, column) : 0;
  }

  static Loops.Equations projected(ProjectedLstmCell cell) {
    Loops.Functions as = Loops.Functions.of(cell.activations());
    int n = cell.cellSize();
    int shown = cell.recurrentSize() + cell.extraSize();
    return (w, x) -> {
      double[][] out = new double[x.length][];
      double[] r = new double[cell.recurrentSize()];
      double[] c = new double[n];
      for (int t = 0; t < x.length; t++) {
        double[] m = new double[n];
        for (int u = 0; u < n; u++) {
          double before = c[u];
          double i = w.net(4 * n, x[t], r, u);
          double f = w.net(4 * n, x[t], r, n + u);
          double g = w.net(4 * n, x[t], r, 2 * n + u);
          double o = w.net(4 * n, x[t], r, 3 * n + u);
          if (cell.peepholes()) {
            i += w.at("peepholes", u) * before;
            f += w.at("peepholes", n + u) * before;
          }
          c[u] = as.s(f) * before + as.s(i) * as.g(g);
          if (cell.peepholes()) {
            o += w.at("peepholes", 2 * n + u) * c[u];
          }
          m[u] = as.s(o) * as.h(c[u]);
        }
        out[t] = new double[shown];
        for (int j = 0; j < shown; j++) {
          out[t][j] = w.product("projection", shown, 0, m, j);
        }
        r = Arrays.copyOf(out[t], r.length);
      }
      return out;
    };
  }

  static Loops.Equations layerNorm(LayerNormLstmCell cell) {
    Loops.Functions as = Loops.Functions.of(cell.activations());
    int n = cell.hiddenSize();
    double epsilon = cell.epsilon();
    return (w, x) -> {
      double[][] out = new double[x.length][];
      double[] h = new double[n];
      double[] c = new double[n];
      for (int t = 0; t < x.length; t++) {
        double[] wx = new double[4 * n];
        double[] uh = new double[4 * n];
        for (int j = 0; j < 4 * n; j++) {
          wx[j] = w.product("input", 4 * n, 0, x[t], j);
          uh[j] = w.product("recurrent", 4 * n, 0, h, j);
        }
        wx = normal(wx, epsilon);
        uh = normal(uh, epsilon);
        double[] pre = new double[4 * n];
        for (int j = 0; j < 4 * n; j++) {
          pre[j] = w.at("input_gain", j) * wx[j] + w.at("recurrent_gain", j) * uh[j];
          pre[j] += w.at("bias", j);
        }
        for (int u = 0; u < n; u++) {
          c[u] = as.s(pre[n + u]) * c[u] + as.s(pre[u]) * as.g(pre[2 * n + u]);
        }
        double[] seen = normal(c, epsilon);
        h = new double[n];
        for (int u = 0; u < n; u++) {
          double shown = w.at("cell_gain", u) * seen[u] + w.at("cell_bias", u);
          h[u] = as.s(pre[3 * n + u]) * as.h(shown);
        }
        out[t] = h;
      }
      return out;
    };
  }

  static double[] normal(double[] v, double epsilon) {
    double mean = Arrays.stream(v).sum() / v.length;
    double variance = Arrays.stream(v).map(a -> (a - mean) * (a - mean)).sum() / v.length;
    return Arrays.stream(v).map(a -> (a - mean) / Math.sqrt(variance + epsilon)).toArray();
  }

  static Loops.Equations depthGated(DepthGatedLstmCell cell) {
    Loops.Functions as = Loops.Functions.of(cell.activations());
    int n = cell.hiddenSize();
    int layers = cell.layers();
    return (w, x) -> {
      double[][] out = new double[x.length][];
      double[][] h = new double[layers + 1][n];
      double[][] c = new double[layers + 1][n];
      for (int t = 0; t < x.length; t++) {
        double[] from = x[t];
        for (int l = 1; l <= layers; l++) {
          double[] hNext = new double[n];
          for (int u = 0; u < n; u++) {
            double before = c[l][u];
            double i = as.s(layer(w, l, n, from, h[l], u) + w.at("peepholes_" + l, u) * before);
            double f =
                as.s(layer(w, l, n, from, h[l], n + u) + w.at("peepholes_" + l, n + u) * before);
            double g = as.g(layer(w, l, n, from, h[l], 2 * n + u));
            double next = f * before + i * g;
            if (l > 1) {
              double d = w.at("depth_bias_" + l, u);
              d += w.product("depth_input_" + l, n, 0, from, u);
              d += w.at("depth_peepholes_" + l, u) * before;
              d += w.at("depth_peepholes_" + l, n + u) * c[l - 1][u];
              next += as.s(d) * c[l - 1][u];
            }
            c[l][u] = next;
            double o = layer(w, l, n, from, h[l], 3 * n + u);
            hNext[u] = as.s(o + w.at("peepholes_" + l, 2 * n + u) * next) * as.h(next);
          }
          h[l] = hNext;
          from = hNext;
        }
        out[t] = from;
      }
      return out;
    };
  }

  private static double layer(Loops w, int l, int n, double[] x, double[] h, int column) {
    return w.at("bias_" + l, column)
        + w.product("input_" + l, 4 * n, 0, x, column)
        + w.product("recurrent_" + l, 4 * n, 0, h, column);
  }
}
