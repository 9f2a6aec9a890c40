package dev.carousel.online;

import static dev.carousel.online.Wiring.CELL_BIAS;
import static dev.carousel.online.Wiring.DIRECT_INPUTS;
import static dev.carousel.online.Wiring.FORGET_GATES;
import static dev.carousel.online.Wiring.GATES_FEED;
import static dev.carousel.online.Wiring.GATE_BIAS;
import static dev.carousel.online.Wiring.OUTPUT_BIAS;
import static dev.carousel.online.Wiring.OUTPUT_GATES;
import static dev.carousel.online.Wiring.PEEPHOLES;
import static dev.carousel.online.Wiring.RECURRENT;

/**
 * The equations of memory cell blocks once more, unit by unit with StrictMath, and the error of a
 * sequence as a function of the weights; what units see of the step before may be frozen.
 */
final class ReferenceBlocks {
  private final BlockTopology t;
  private final int gates;
  private final int cells;

  /** [step][unit]: what cells, then gates, showed before each step. */
  double[][] seen;

  /** [step]: states before it, then after it, which peepholes see. */
  double[][][] peeped;

  /** Whether {@link #seen} and {@link #peeped} are read, not written. */
  boolean frozen;

  /** [step][k] */
  double[][] outputs;

  ReferenceBlocks(BlockTopology topology) {
    t = topology;
    cells = t.blocks() * t.cells();
    gates = t.blocks() * t.gatesPerBlock();
  }

  /** Sum of the errors of the steps whose target is not null. */
  double error(double[] w, double[][] x, double[][] target) {
    int steps = x.length;
    if (!frozen) {
      seen = new double[steps][];
      peeped = new double[steps][2][];
    }
    outputs = new double[steps][];
    double[] s = new double[cells];
    double[] before = new double[cells + gates];
    java.util.Arrays.fill(before, t.initialActivation());
    double error = 0;
    for (int step = 0; step < steps; step++) {
      if (frozen) {
        before = seen[step];
      } else {
        seen[step] = before;
      }
      before = advance(w, x[step], before, s, step);
      if (target[step] != null) {
        for (int k = 0; k < t.outputs(); k++) {
          error += error(target[step][k], outputs[step][k]);
        }
      }
    }
    return error;
  }

  private double error(double target, double output) {
    return switch (t.error()) {
      case SQUARED -> (target - output) * (target - output) / 2;
      case CROSS_ENTROPY ->
          -target * StrictMath.log(output) - (1 - target) * StrictMath.log(1 - output);
    };
  }

  private double[] advance(double[] w, double[] x, double[] before, double[] s, int step) {
    double[] old = s.clone();
    if (!frozen) {
      peeped[step][0] = old;
    }
    double[] after = new double[cells + gates];
    int kinds = t.gatesPerBlock();
    double[][] gate = new double[3][t.blocks()];
    for (int j = 0; j < t.blocks(); j++) {
      int kind = 0;
      gate[0][j] = f(net(w, x, before, j, false) + peep(w, 0, j, peeped[step][0]));
      gate[1][j] = 1;
      gate[2][j] = 1;
      if (t.has(FORGET_GATES)) {
        kind++;
        gate[1][j] =
            f(net(w, x, before, kind * t.blocks() + j, false) + peep(w, kind, j, peeped[step][0]));
      }
      for (int v = 0; v < t.cells(); v++) {
        int i = j * t.cells() + v;
        double in = squash(t.g(), net(w, x, before, gates + i, true));
        s[i] = gate[1][j] * old[i] + gate[0][j] * in;
      }
    }
    if (!frozen) {
      peeped[step][1] = s.clone();
    }
    for (int j = 0; j < t.blocks(); j++) {
      if (t.has(OUTPUT_GATES)) {
        int kind = kinds - 1;
        gate[2][j] =
            f(net(w, x, before, kind * t.blocks() + j, false) + peep(w, kind, j, peeped[step][1]));
      }
      for (int v = 0; v < t.cells(); v++) {
        int i = j * t.cells() + v;
        after[i] = gate[2][j] * squash(t.h(), s[i]);
      }
    }
    int at = cells;
    for (int kind = 0; kind < 3; kind++) {
      boolean there =
          kind == 0 || (kind == 1 && t.has(FORGET_GATES)) || (kind == 2 && t.has(OUTPUT_GATES));
      for (int j = 0; there && j < t.blocks(); j++) {
        after[at++] = gate[kind][j];
      }
    }
    outputs[step] = outputs(w, x, after, kinds);
    return after;
  }

  private double net(double[] w, double[] x, double[] before, int unit, boolean cell) {
    int hidden = gates + cells;
    double net = 0;
    int source = 0;
    for (double value : x) {
      net += w[source++ * hidden + unit] * value;
    }
    if (t.has(RECURRENT)) {
      int count = t.has(GATES_FEED) ? cells + gates : cells;
      for (int i = 0; i < count; i++) {
        net += w[source++ * hidden + unit] * before[i];
      }
    }
    return t.has(cell ? CELL_BIAS : GATE_BIAS) ? net + w[source * hidden + unit] : net;
  }

  private double peep(double[] w, int kind, int block, double[] s) {
    if (!t.has(PEEPHOLES)) {
      return 0;
    }
    double sum = 0;
    for (int i = block * t.cells(); i < (block + 1) * t.cells(); i++) {
      sum += w[peepholes() + kind * cells + i] * s[i];
    }
    return sum;
  }

  private int peepholes() {
    int sources = t.inputs();
    if (t.has(RECURRENT)) {
      sources += t.has(GATES_FEED) ? cells + gates : cells;
    }
    if (t.has(CELL_BIAS) || t.has(GATE_BIAS)) {
      sources++;
    }
    return sources * (gates + cells);
  }

  private double[] outputs(double[] w, double[] x, double[] after, int kinds) {
    double[] out = new double[t.outputs()];
    for (int k = 0; k < out.length; k++) {
      int at = peepholes() + (t.has(PEEPHOLES) ? kinds * cells : 0) + k;
      for (int m = 0; t.has(DIRECT_INPUTS) && m < x.length; m++, at += out.length) {
        out[k] += w[at] * x[m];
      }
      for (int i = 0; i < cells; i++, at += out.length) {
        out[k] += w[at] * after[i];
      }
      out[k] = squash(t.output(), t.has(OUTPUT_BIAS) ? out[k] + w[at] : out[k]);
    }
    return out;
  }

  private static double f(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double squash(Squash which, double x) {
    return switch (which) {
      case LOGISTIC -> f(x);
      case BIPOLAR -> 2 * f(x) - 1;
      case WIDE -> 4 * f(x) - 2;
      case TANH -> StrictMath.tanh(x);
      case IDENTITY -> x;
      case HARD_LOGISTIC -> Math.clamp(x / 6 + 0.5, 0, 1);
      case HARD_TANH -> Math.clamp(x, -1, 1);
      case RELU -> Math.max(x, 0);
    };
  }
}
