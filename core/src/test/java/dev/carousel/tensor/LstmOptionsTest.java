package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The options of the fused LSTM against its equations, one sequence after the other: direction,
 * mask, peepholes, projection, and products with the input computed before.
 */
class LstmOptionsTest {
  private static final int B = 3;
  private static final int T = 4;
  private static final int I = 2;
  private static final int H = 5;
  private static final int R = 3;

  /** Rows of different lengths, one with a hole, one whose first step is missing. */
  private static final float[][] MASK = {{1, 1, 0, 0}, {1, 0, 1, 1}, {0, 1, 1, 1}};

  private record Case(
      boolean reversed, boolean masked, boolean peepholes, boolean projection, boolean before) {

    int output() {
      return projection ? R : H;
    }

    Tensor[] inputs() {
      return new Tensor[] {
        tensor(1, B, T, before ? 4 * H : I),
        tensor(2, B, output()),
        tensor(3, B, H),
        tensor(4, I, 4 * H),
        tensor(5, output(), 4 * H),
        tensor(6, 4 * H),
        tensor(7, 3 * H),
        tensor(8, H, R)
      };
    }

    Tensor fused(List<Tensor> in) {
      Tape tape = (Tape) in.getFirst().ops();
      LstmOp.Result y =
          tape.lstm(
              in.get(0),
              in.get(1),
              in.get(2),
              new LstmOp.Weights(
                  before ? null : in.get(3),
                  in.get(4),
                  in.get(5),
                  peepholes ? in.get(6) : null,
                  projection ? in.get(7) : null),
              new LstmOp.Options(reversed, masked ? tape.constant(Tensor.of(MASK)) : null));
      int r = output();
      return tape.concat(
          List.of(
              y.sequence().reshape(1, B * T * r),
              y.h().reshape(1, B * r),
              y.c().reshape(1, B * H)));
    }

    Tensor equations(List<Tensor> in) {
      Tensor[] shown = new Tensor[B * T];
      List<Tensor> lastH = new ArrayList<>();
      List<Tensor> lastC = new ArrayList<>();
      int features = in.get(0).shape().last();
      for (int b = 0; b < B; b++) {
        Tensor x = row(in.get(0), b, T * features).reshape(1, T, features);
        Tensor h = row(in.get(1), b, output());
        Tensor c = row(in.get(2), b, H);
        for (int n = 0; n < T; n++) {
          int t = reversed ? T - 1 - n : n;
          if (!masked || MASK[b][t] != 0) {
            List<Tensor> state = step(x.step(t), h, c, in);
            h = state.get(0);
            c = state.get(1);
          }
          shown[b * T + t] = h;
        }
        lastH.add(h);
        lastC.add(c);
      }
      List<Tensor> all = new ArrayList<>(Arrays.asList(shown));
      all.addAll(lastH);
      all.addAll(lastC);
      return in.getFirst().ops().concat(all);
    }

    private List<Tensor> step(Tensor x, Tensor hPrev, Tensor cPrev, List<Tensor> in) {
      Tensor pre = before ? x.plus(in.get(5)) : in.get(5).plusProduct(x, in.get(3));
      pre = pre.plusProduct(hPrev, in.get(4));
      Tensor i = see(gate(pre, Gate.INPUT), cPrev, 0, in).sigmoid();
      Tensor f = see(gate(pre, Gate.FORGET), cPrev, 1, in).sigmoid();
      Tensor c = f.times(cPrev).plus(i.times(gate(pre, Gate.CANDIDATE).tanh()));
      Tensor o = see(gate(pre, Gate.OUTPUT), c, 2, in).sigmoid();
      Tensor m = o.times(c.tanh());
      Tensor none = x.ops().zeros(Shape.of(R));
      return List.of(projection ? none.plusProduct(m, in.get(7)) : m, c);
    }

    private Tensor see(Tensor pre, Tensor cell, int peephole, List<Tensor> in) {
      return peepholes
          ? pre.plus(cell.times(in.get(6).columns(peephole * H, (peephole + 1) * H)))
          : pre;
    }
  }

  private static Tensor gate(Tensor pre, Gate gate) {
    return pre.columns(gate.column(H), gate.column(H) + H);
  }

  private static Tensor row(Tensor a, int b, int n) {
    return a.reshape(1, B, n).step(b);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, false, true",
    "true, false, false, false, false",
    "false, true, false, false, false",
    "true, true, false, false, true",
    "false, false, true, false, false",
    "false, false, false, true, false",
    "true, true, true, true, false",
    "false, true, true, true, true"
  })
  void agreesWithTheEquations(
      boolean reversed, boolean masked, boolean peepholes, boolean projection, boolean before) {
    Case options = new Case(reversed, masked, peepholes, projection, before);
    check(options.toString(), options::fused, options::equations, options.inputs());
  }

  /** Sizes at which the sweep is cut by units: results and gradients of 1, 2 and 3 threads. */
  @ParameterizedTest
  @CsvSource({"false, 17, 250", "true, 17, 250", "false, 1, 300", "true, 1, 301"})
  void threadsChangeNoBit(boolean projection, int batch, int hidden) {
    float[][] one = run(1, projection, batch, hidden);
    for (int threads = 2; threads <= 3; threads++) {
      float[][] more = run(threads, projection, batch, hidden);
      for (int i = 0; i < one.length; i++) {
        assertThat(more[i]).as("%d threads, result %d", threads, i).isEqualTo(one[i]);
      }
    }
  }

  private static float[][] run(int threads, boolean projection, int batch, int hidden) {
    int output = projection ? hidden - 17 : hidden;
    try (var workers = new dev.carousel.kernel.Workers(threads)) {
      Engine engine = new Engine(Engine.of("auto", 1).kernels(), workers);
      Tape tape = new Tape(engine, true);
      List<Tensor> in = new ArrayList<>();
      for (Tensor a :
          List.of(
              tensor(1, batch, 6, 20),
              tensor(2, batch, output),
              tensor(3, batch, hidden),
              tensor(4, 20, 4 * hidden),
              tensor(5, output, 4 * hidden),
              tensor(6, 4 * hidden),
              tensor(7, 3 * hidden),
              tensor(8, hidden, output))) {
        in.add(tape.variable(a));
      }
      float[][] keep = new float[batch][6];
      for (int b = 0; b < batch; b++) {
        for (int t = 0; t < 6; t++) {
          keep[b][t] = (b * 5 + t * 3) % 4 == 0 ? 0 : 1;
        }
      }
      LstmOp.Result y =
          tape.lstm(
              in.get(0),
              in.get(1),
              in.get(2),
              new LstmOp.Weights(
                  in.get(3), in.get(4), in.get(5), in.get(6), projection ? in.get(7) : null),
              new LstmOp.Options(true, tape.constant(Tensor.of(keep))));
      tape.backward(y.sequence().times(y.sequence()).sum().plus(y.c().times(y.h().sum()).sum()));
      List<float[]> results = new ArrayList<>();
      results.add(y.sequence().toArray());
      results.add(y.c().toArray());
      in.forEach(a -> results.add(tape.gradient(a).toArray()));
      return results.toArray(float[][]::new);
    }
  }
}
