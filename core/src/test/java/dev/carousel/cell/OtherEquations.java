package dev.carousel.cell;

import static dev.carousel.cell.Loops.s;
import static dev.carousel.cell.Loops.tanh;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Clockwork, minimal and exponential cells, and blocks, as loops over numbers. */
final class OtherEquations {
  private OtherEquations() {}

  static Loops.Equations clockwork(ClockworkCell cell) {
    int size = cell.moduleSize();
    List<Integer> periods = cell.periods();
    DoubleUnaryOperator activation = Loops.function(cell.activation());
    int all = size * periods.size();
    return (w, x) -> {
      double[][] out = new double[x.length][];
      double[] h = new double[all];
      for (int t = 0; t < x.length; t++) {
        double[] next = h.clone();
        for (int u = 0; u < all; u++) {
          int module = u / size;
          if (t % periods.get(module) == 0) {
            double[] slower = Arrays.copyOfRange(h, module * size, all);
            double net = w.at("bias", u) + w.product("input", all, 0, x[t], u);
            net += w.product("recurrent_" + (module + 1), size, 0, slower, u % size);
            next[u] = activation.applyAsDouble(net);
          }
        }
        h = next;
        out[t] = h;
      }
      return out;
    };
  }

  private static double g(double v) {
    return v >= 0 ? v + 0.5 : s(v);
  }

  static Loops.Equations minGru(int n) {
    return (w, x) -> {
      double[][] out = new double[x.length][n];
      for (int t = 0; t < x.length; t++) {
        for (int u = 0; u < n; u++) {
          double z = s(w.at("bias", u) + w.product("input", 2 * n, 0, x[t], u));
          double v = w.at("bias", n + u) + w.product("input", 2 * n, 0, x[t], n + u);
          out[t][u] = (1 - z) * (t == 0 ? 0 : out[t - 1][u]) + z * g(v);
        }
      }
      return out;
    };
  }

  static Loops.Equations minLstm(int n) {
    return (w, x) -> {
      double[][] out = new double[x.length][n];
      for (int t = 0; t < x.length; t++) {
        for (int u = 0; u < n; u++) {
          double f = s(w.at("bias", u) + w.product("input", 3 * n, 0, x[t], u));
          double i = s(w.at("bias", n + u) + w.product("input", 3 * n, 0, x[t], n + u));
          double v = w.at("bias", 2 * n + u) + w.product("input", 3 * n, 0, x[t], 2 * n + u);
          out[t][u] = f / (f + i) * (t == 0 ? 0 : out[t - 1][u]) + i / (f + i) * g(v);
        }
      }
      return out;
    };
  }

  /** Without the stabiliser m: the numbers are small enough. */
  static Loops.Equations slstm(int heads, int d) {
    int all = heads * d;
    return (w, x) -> {
      double[][] out = new double[x.length][all];
      double[] h = new double[all];
      double[] c = new double[all];
      double[] n = new double[all];
      for (int t = 0; t < x.length; t++) {
        for (int u = 0; u < all; u++) {
          double[] net = new double[4];
          int head = u / d;
          for (int gate = 0; gate < 4; gate++) {
            int column = head * 4 * d + gate * d + u % d;
            double[] own = Arrays.copyOfRange(h, head * d, (head + 1) * d);
            net[gate] = w.at("bias", column) + w.product("input", 4 * all, 0, x[t], column);
            net[gate] += w.product("recurrent_" + (head + 1), 4 * d, 0, own, gate * d + u % d);
          }
          c[u] = s(net[1]) * c[u] + StrictMath.exp(net[0]) * tanh(net[2]);
          n[u] = s(net[1]) * n[u] + StrictMath.exp(net[0]);
          out[t][u] = s(net[3]) * c[u] / n[u];
        }
        h = out[t];
      }
      return out;
    };
  }

  /** Without the stabiliser m and the 1e-6 beside it. */
  static Loops.Equations mlstm(MlstmCell cell) {
    int heads = cell.heads();
    int d = cell.headSize();
    int all = heads * d;
    return (w, x) -> {
      double[][] out = new double[x.length][all];
      double[][][] memory = new double[heads][d][d];
      double[][] n = new double[heads][d];
      for (int t = 0; t < x.length; t++) {
        double[] qkvo = new double[4 * all];
        for (int j = 0; j < qkvo.length; j++) {
          qkvo[j] = w.at("bias", j) + w.product("input", 4 * all, 0, x[t], j);
        }
        for (int head = 0; head < heads; head++) {
          double i = gate(w, x[t], heads, head);
          double f = gate(w, x[t], heads, heads + head);
          double[] read = new double[d];
          double known = 0;
          for (int a = 0; a < d; a++) {
            double q = qkvo[head * d + a];
            double k = qkvo[all + head * d + a] / Math.sqrt(d);
            n[head][a] = s(f) * n[head][a] + StrictMath.exp(i) * k;
            known += q * n[head][a];
            for (int b = 0; b < d; b++) {
              double v = qkvo[2 * all + head * d + b];
              memory[head][a][b] = s(f) * memory[head][a][b] + StrictMath.exp(i) * k * v;
              read[b] += q * memory[head][a][b];
            }
          }
          for (int b = 0; b < d; b++) {
            read[b] /= Math.max(Math.abs(known), 1);
          }
          if (cell.normalized()) {
            read = LstmEquations.normal(read, 1e-6);
          }
          for (int b = 0; b < d; b++) {
            int u = head * d + b;
            double gain = cell.normalized() ? w.at("gain", u) : 1;
            out[t][u] = s(qkvo[3 * all + u]) * gain * read[b];
          }
        }
      }
      return out;
    };
  }

  private static double gate(Loops w, double[] x, int heads, int column) {
    return w.at("gates_bias", column) + w.product("gates", 2 * heads, 0, x, column);
  }

  /** The block cell. */
  static Loops.Equations blocks(BlockLstmCell cell) {
    Loops.Functions as = Loops.Functions.of(cell.activations());
    int b = cell.blocks();
    int n = b * cell.cells();
    boolean forget = cell.wiring().forgetGate();
    boolean output = cell.wiring().outputGate();
    int firstCell = b + (forget ? b : 0);
    int columns = firstCell + n + (output ? b : 0);
    return (w, x) -> {
      double[][] out = new double[x.length][];
      double[] state = new double[n];
      double[] sources = new double[w.weights().get("recurrent").length / columns];
      for (int t = 0; t < x.length; t++) {
        double[] y = new double[columns]; // all hidden units, in the order of the columns
        double[] net = new double[columns];
        for (int u = 0; u < columns; u++) {
          net[u] = bias(w, cell, u, firstCell, n);
          net[u] += w.product("input", columns, 0, x[t], u);
          net[u] += w.product("recurrent", columns, 0, sources, u);
          boolean isCell = u >= firstCell && u < firstCell + n;
          double sum = u < firstCell ? net[u] + peep(w, cell, u, state) : net[u];
          y[u] = isCell ? as.g(sum) : as.s(sum);
        }
        for (int u = 0; u < n; u++) {
          int block = u / cell.cells();
          double kept = forget ? y[b + block] * state[u] : state[u];
          state[u] = kept + y[block] * y[firstCell + u];
        }
        for (int j = 0; output && j < b; j++) { // these see the new states
          y[firstCell + n + j] = as.s(net[firstCell + n + j] + peep(w, cell, firstCell + j, state));
        }
        double[] h = new double[n];
        for (int u = 0; u < n; u++) {
          int block = u / cell.cells();
          double shown = output ? y[firstCell + n + block] : 1;
          h[u] = shown * as.h(state[u]);
        }
        sources = Arrays.copyOf(h, sources.length);
        int at = n;
        for (int u = 0; u < columns && at < sources.length; u++) {
          if (u < firstCell || u >= firstCell + n) {
            sources[at++] = y[u];
          }
        }
        out[t] = h;
      }
      return out;
    };
  }

  /** What the g-th gate of all (in, phi, out) sees of its block through peepholes. */
  private static double peep(Loops w, BlockLstmCell cell, int g, double[] state) {
    double sum = 0;
    int block = g % cell.blocks();
    for (int v = 0; cell.wiring().peepholes() && v < cell.cells(); v++) {
      int u = block * cell.cells() + v;
      sum += w.at("peepholes", g / cell.blocks() * state.length + u) * state[u];
    }
    return sum;
  }

  private static double bias(Loops w, BlockLstmCell cell, int u, int firstCell, int n) {
    boolean isCell = u >= firstCell && u < firstCell + n;
    return switch (cell.wiring().bias()) {
      case NONE -> 0;
      case ALL -> w.at("bias", u);
      case GATES -> isCell ? 0 : w.at("bias", u < firstCell ? u : u - n);
    };
  }
}
