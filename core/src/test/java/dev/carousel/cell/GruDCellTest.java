package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Gaps;
import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GRU-D beside the paper's equations in plain loops, and how gaps become its input. */
class GruDCellTest {
  private static final int T = 7;
  private static final int D = 2;
  private static final int H = 3;
  private static final float GAP = Float.NaN;
  private static final float[] VALUES = {
    0.3f, -1.2f, GAP, 0.4f, GAP, GAP, 1.1f, GAP, GAP, 0.9f, -0.8f, GAP, 0.2f, GAP
  };

  @Test
  void gapsAreMarked() {
    Tensor marked = Gaps.marked(Tensor.of(new float[] {GAP, 5, 7, GAP, GAP, 6}, 1, 3, 2));
    assertThat(marked.shape()).isEqualTo(Shape.of(1, 3, 6));
    assertThat(marked.toArray())
        .containsExactly(0, 5, 0, 1, 0, 0, 7, 5, 1, 0, 1, 1, 7, 6, 0, 1, 1, 2);
    Tensor apart = Gaps.marked(Tensor.of(new float[] {1, GAP, 2}, 1, 3, 1), new double[] {5, 8, 9});
    assertThat(apart.toArray()).containsExactly(1, 1, 0, 1, 0, 3, 2, 1, 4);
    assertThatThrownBy(() -> Gaps.marked(Tensor.of(new float[4], 2, 2)))
        .hasMessageContaining("expected (N, T, D), T");
  }

  @Test
  void refusesWhatIsNoThreeParts() {
    assertThatThrownBy(() -> new GruDCell(2).weights(4))
        .hasMessageContaining("4 features, expected a multiple of 3");
  }

  @Test
  void computesThePapersEquations() {
    Map<String, float[]> w = new HashMap<>();
    GruDCell cell = new GruDCell(H);
    cell.weights(3 * D)
        .forEach((name, weight) ->
            w.put(name, Samples.values(30 + w.size(), weight.shape().size(), 0.8)));
    Tape tape = new Tape(Engine.of("auto", 1), false);
    Map<String, Tensor> weights = new HashMap<>();
    cell.weights(3 * D)
        .forEach((name, weight) ->
            weights.put(name, tape.constant(Tensor.of(w.get(name), weight.shape().toArray()))));
    Tensor x = tape.constant(Gaps.marked(Tensor.of(VALUES, 1, T, D)));
    List<Tensor> state = List.of(x.ops().zeros(Shape.of(1, H)));
    double[] expected = new double[H];
    double[] last = new double[D];
    double[] since = new double[D];
    for (int t = 0; t < T; t++) {
      state = cell.step(x.step(t), state, weights::get);
      expected = paper(w, VALUES, t, last, since, expected);
      for (int u = 0; u < H; u++) {
        assertThat((double) state.getFirst().get(0, u)).isCloseTo(expected[u], within(2e-6));
      }
    }
  }

  /** One step as the paper has it; its z lets in, and it carries last and since along. */
  private static double[] paper(
      Map<String, float[]> w, float[] x, int t, double[] last, double[] since, double[] h) {
    double[] seen = new double[2 * D]; // the value that takes a gap's place, then the mask
    double[] delta = since.clone();
    for (int d = 0; d < D; d++) {
      float value = x[t * D + d];
      boolean there = !Float.isNaN(value);
      double gamma =
          Math.exp(-Math.max(0, w.get("value_decay")[d] * delta[d] + w.get("value_decay_bias")[d]));
      last[d] = there ? value : last[d];
      seen[d] = there ? value : gamma * last[d];
      seen[D + d] = there ? 1 : 0;
      since[d] = there ? 1 : since[d] + 1;
    }
    double[] decayed = new double[H];
    for (int u = 0; u < H; u++) {
      double rate = w.get("state_decay_bias")[u];
      for (int d = 0; d < D; d++) {
        rate += w.get("state_decay")[d * H + u] * delta[d];
      }
      decayed[u] = Math.exp(-Math.max(0, rate)) * h[u];
    }
    double[] r = new double[H];
    for (int u = 0; u < H; u++) {
      r[u] = 1 / (1 + Math.exp(-sum(w, seen, decayed, u))) * decayed[u];
    }
    double[] next = new double[H];
    for (int u = 0; u < H; u++) {
      double letsIn = 1 - 1 / (1 + Math.exp(-sum(w, seen, decayed, H + u)));
      double candidate = Math.tanh(sum(w, seen, r, 2 * H + u));
      next[u] = (1 - letsIn) * decayed[u] + letsIn * candidate;
    }
    return next;
  }

  private static double sum(Map<String, float[]> w, double[] seen, double[] h, int column) {
    double sum = w.get("bias")[column];
    for (int i = 0; i < seen.length; i++) {
      sum += seen[i] * w.get("input")[i * 3 * H + column];
    }
    for (int i = 0; i < H; i++) {
      sum += h[i] * w.get("recurrent")[i * 3 * H + column];
    }
    return sum;
  }
}
