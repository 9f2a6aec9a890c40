package dev.carousel.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.optim.Adam;
import dev.carousel.optim.AdamW;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each rule against its formula; only the weights it selects; gradients against differences. */
class RegularizationTest {
  private static Parameters parameters() {
    Parameters.Builder builder = new Parameters.Builder();
    add(builder, "embedding_1/table", 5, 3);
    add(builder, "lstm_1/input", 3, 8);
    add(builder, "lstm_1/recurrent", 2, 8);
    add(builder, "lstm_1/bias", 8);
    add(builder, "gru_1/recurrent_bias", 2);
    add(builder, "dense_1/kernel", 7, 130);
    add(builder, "dense_1/bias", 130);
    return builder.build(1);
  }

  private static void add(Parameters.Builder builder, String name, int... sizes) {
    Shape shape = Shape.of(sizes);
    float[] from = Samples.values(name.hashCode(), shape.size(), 1);
    builder.add(
        name, shape, (s, values, at, random) -> System.arraycopy(from, 0, values, at, s.size()));
  }

  private static Regularization bind(Parameters p, Regularizer... rules) {
    return new Regularization(List.of(rules), p);
  }

  private static List<String> names(Selection selection) {
    return selection.of(parameters()).stream().map(Parameter::name).toList();
  }

  @Test
  void selections() {
    assertThat(names(Selection.ALL)).hasSize(7);
    assertThat(names(Selection.KERNELS)).containsExactly("lstm_1/input", "dense_1/kernel");
    assertThat(names(Selection.RECURRENT)).containsExactly("lstm_1/recurrent");
    assertThat(names(Selection.BIASES))
        .containsExactly("lstm_1/bias", "gru_1/recurrent_bias", "dense_1/bias");
    assertThat(names(Selection.EMBEDDINGS)).containsExactly("embedding_1/table");
    assertThat(names(Selection.of("lstm_1/*", "*d*_1/b*s")))
        .containsExactly("lstm_1/input", "lstm_1/recurrent", "lstm_1/bias", "dense_1/bias");
    assertThat(Selection.of("a.c").fits("abc")).as("a dot is a dot").isFalse();
    assertThat(Selection.of("*/bias").fits("x/bias_2")).isFalse();
    assertThatThrownBy(() -> names(Selection.of("*/kernels", "x")))
        .hasMessageStartingWith(
            "no weight fits */kernels or x; there are [embedding_1/table, lstm");
    assertThatThrownBy(Selection::of)
        .hasMessage("selection of weights: no pattern, expected one or more");
  }

  /** Only the weights selected change, and their gradients. */
  @Test
  void nothingElseIsTouched() {
    for (Selection selection :
        List.of(Selection.RECURRENT, Selection.BIASES, Selection.of("dense_1/kernel"))) {
      for (Regularizer rule :
          List.of(
              new L1(0.3, selection),
              new L2(0.3, selection),
              new WeightDecay(0.3, selection),
              MaxNorm.columns(0.01, selection),
              MaxNorm.rows(0.01, selection))) {
        Parameters p = parameters();
        Regularization bound = bind(p, rule);
        bound.addGradients();
        bound.beforeStep(0.5);
        bound.afterStep();
        Parameters before = parameters();
        for (Parameter w : p.all()) {
          boolean moved = !Arrays.equals(w.toArray(), before.get(w.name()).toArray());
          boolean pulled = sum(p.gradients(), w) > 0;
          assertThat(moved || pulled)
              .as("%s, %s", rule, w.name())
              .isEqualTo(selection.fits(w.name()));
        }
      }
    }
  }

  private static double sum(float[] arena, Parameter w) {
    double sum = 0;
    for (int i = 0; i < w.shape().size(); i++) {
      sum += Math.abs(arena[w.offset() + i]);
    }
    return sum;
  }

  private static void checkPenalty(Regularizer rule, ToDoubleFunction<Double> each) {
    Parameters p = parameters();
    Parameter w = p.get("lstm_1/recurrent");
    p.values()[w.offset() + 5] = 0;
    double expected = 0;
    for (float value : w.toArray()) {
      expected += each.applyAsDouble((double) value);
    }
    Regularization bound = bind(p, rule);
    assertThat(bound.penalty()).isCloseTo(expected, within(1e-9));
    Arrays.fill(p.gradients(), 2);
    bound.addGradients();
    float h = 1e-3f;
    for (int i = w.offset(); i < w.offset() + w.shape().size(); i++) {
      float at = p.values()[i];
      p.values()[i] = at + h;
      double above = bound.penalty();
      p.values()[i] = at - h;
      double slope = (above - bound.penalty()) / (2 * h);
      p.values()[i] = at;
      assertThat((double) p.gradients()[i] - 2).isCloseTo(slope, within(1e-4));
    }
  }

  @Test
  void penaltiesAndTheirGradients() {
    checkPenalty(new L1(0.3, Selection.RECURRENT), w -> 0.3 * Math.abs(w));
    checkPenalty(new L2(0.3, Selection.RECURRENT), w -> 0.3 * w * w);
  }

  @Test
  void penaltiesOfAllRulesAddUp() {
    Parameters p = parameters();
    Regularizer one = new L1(0.1, Selection.ALL);
    Regularizer other = new L2(0.2, Selection.KERNELS);
    double sum = bind(p, one).penalty() + bind(p, other).penalty();
    assertThat(bind(p, one, other).penalty()).isCloseTo(sum, within(1e-9));
    assertThat(bind(p).penalty()).isZero();
    assertThat(bind(p).isEmpty()).isTrue();
    assertThat(bind(p, one).isEmpty()).isFalse();
  }

  /** Before Adam's step and on all weights it is AdamW, to the bit. */
  @Test
  void decoupledDecayIsThatOfAdamW() {
    float[][] results = new float[2][];
    for (int way = 0; way < 2; way++) {
      Parameters p = parameters();
      float[][] slots = new float[2][p.size()];
      Regularization decay = bind(p, new WeightDecay(0.1, Selection.ALL));
      for (long step = 1; step <= 5; step++) {
        double factor = 1.0 / step;
        float[] g = Samples.values(step, p.size(), 1);
        if (way == 0) {
          decay.beforeStep(0.01 * factor);
          new Adam(0.01).step(step, factor, p.values(), g, slots, 0, p.size());
          decay.afterStep();
        } else {
          new AdamW(0.01, 0.1).step(step, factor, p.values(), g, slots, 0, p.size());
        }
      }
      results[way] = p.values();
    }
    assertThat(Samples.bits(results[0])).isEqualTo(Samples.bits(results[1]));
  }

  private static double norm(Parameter w, int from, int step, int n) {
    double square = 0;
    for (int i = 0; i < n; i++) {
      double value = w.toArray()[from + i * step];
      square += value * value;
    }
    return Math.sqrt(square);
  }

  private static double middleNorm(Parameter w, boolean ofRows) {
    int rows = w.shape().at(0);
    int columns = w.shape().at(1);
    double[] norms =
        IntStream.range(0, ofRows ? rows : columns)
            .mapToDouble(v -> ofRows ? norm(w, v * columns, 1, columns) : norm(w, v, columns, rows))
            .sorted()
            .toArray();
    return (norms[norms.length / 2 - 1] + norms[norms.length / 2]) / 2;
  }

  /** Longer columns end at the limit and keep their direction; shorter ones keep their bits. */
  @Test
  void maxNormOfColumnsAndRows() {
    for (boolean ofRows : new boolean[] {false, true}) {
      for (String name : List.of("dense_1/kernel", "lstm_1/input", "embedding_1/table")) {
        Parameters p = parameters();
        Parameter w = p.get(name);
        Parameter before = parameters().get(name);
        int rows = w.shape().at(0);
        int columns = w.shape().at(1);
        double limit = middleNorm(w, ofRows);
        bind(p, new MaxNorm(limit, ofRows, Selection.of(name))).afterStep();
        int vectors = ofRows ? rows : columns;
        int cut = 0;
        for (int v = 0; v < vectors; v++) {
          int from = ofRows ? v * columns : v;
          int step = ofRows ? 1 : columns;
          int n = ofRows ? columns : rows;
          double old = norm(before, from, step, n);
          assertThat(norm(w, from, step, n)).isCloseTo(Math.min(old, limit), within(1e-6));
          double share = old > limit ? limit / old : 1;
          cut += old > limit ? 1 : 0;
          for (int i = 0; i < n; i++) {
            float was = before.toArray()[from + i * step];
            float expected = share == 1 ? was : was * (float) share;
            assertThat(w.toArray()[from + i * step]).isEqualTo(expected);
          }
        }
        assertThat(cut).as("the limit cuts some, not all").isBetween(1, vectors - 1);
      }
    }
  }

  @Test
  void aBiasIsOneVector() {
    for (boolean ofRows : new boolean[] {false, true}) {
      Parameters p = parameters();
      bind(p, new MaxNorm(0.5, ofRows, Selection.of("dense_1/bias"))).afterStep();
      assertThat(norm(p.get("dense_1/bias"), 0, 1, 130)).isCloseTo(0.5, within(1e-6));
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new L1(-1, Selection.ALL)).hasMessage("L1: -1.0, expected >= 0");
    assertThatThrownBy(() -> new L2(Double.NaN, Selection.ALL))
        .hasMessage("L2: NaN, expected >= 0");
    assertThatThrownBy(() -> new WeightDecay(-1, Selection.ALL))
        .hasMessage("weight decay: -1.0, expected >= 0");
    assertThatThrownBy(() -> MaxNorm.rows(0, Selection.ALL))
        .hasMessage("max-norm: limit 0.0, expected > 0");
    assertThat(new L2(0.1, Selection.KERNELS).toString())
        .isEqualTo("L2[strength=0.1, selection=*/kernel or */input]");
  }
}
