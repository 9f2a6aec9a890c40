package dev.carousel.cell;

import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The LSTM with peepholes (Gers and Schmidhuber 2000; Graves 2013), and the eight others that Greff
 * et al. (LSTM: A Search Space Odyssey, 2015) compare with it:
 *
 * <pre>
 *   i = s(W_i x + U_i h- + p_i * c- + b_i)    f = s(W_f x + U_f h- + p_f * c- + b_f)
 *   g = tanh(W_g x + U_g h- + b_g)            c = f * c- + i * g
 *   o = s(W_o x + U_o h- + p_o * c + b_o)     h = o * tanh(c)
 * </pre>
 *
 * <p>A gate that a variant lacks has no weights: the columns of W, U and b are those of the gates
 * there are, in the order i, f, g, o. Other functions can take the places of s and of either tanh;
 * a variant that lacks one lacks it whatever {@code activations} says.
 *
 * @param hiddenSize H
 * @param variant which of the nine
 * @param forgetBias initial b_f; with {@link Variant#CIFG}, where f = 1 - i, b_i starts at its
 *     negative
 * @param activations of gates, input and output
 */
public record OdysseyLstmCell(
    int hiddenSize, Variant variant, float forgetBias, LstmActivations activations)
    implements Cell {
  /** Name of W (I, GH) of G gates. */
  public static final String INPUT = "input";

  /** Name of U (H, GH). */
  public static final String RECURRENT = "recurrent";

  /** Name of b (GH). */
  public static final String BIAS = "bias";

  /** Name of p, the diagonals of the gates there are, in the order i, f, o: (3H) with all. */
  public static final String PEEPHOLES = "peepholes";

  /** Name of R (3H, 3H), from the last i, f, o (rows) to i, f, o (columns), of FGR alone. */
  public static final String GATE_RECURRENT = "gate_recurrent";

  /** The vanilla LSTM and what is changed in it. Names are part of the file format. */
  public enum Variant {
    /** Nothing: peepholes, three gates, tanh twice. */
    VANILLA,
    /** No input gate: i = 1. */
    NIG,
    /** No forget gate: f = 1. */
    NFG,
    /** No output gate: o = 1. */
    NOG,
    /** No input activation: g = W_g x + U_g h- + b_g. */
    NIAF,
    /** No output activation: h = o * c. */
    NOAF,
    /** Coupled input and forget gate: f = 1 - i. */
    CIFG,
    /** No peepholes. */
    NP,
    /** Full gate recurrence: each gate also reads the last i, f and o. */
    FGR;

    /** Whether the gate has weights. */
    boolean has(Gate gate) {
      return switch (gate) {
        case INPUT -> this != NIG;
        case FORGET -> this != NFG && this != CIFG;
        case CANDIDATE -> true;
        case OUTPUT -> this != NOG;
      };
    }
  }

  private static final List<Gate> PEEPING = List.of(Gate.INPUT, Gate.FORGET, Gate.OUTPUT);

  /** Checks the options. */
  public OdysseyLstmCell {
    Sizes.positive("LSTM units", hiddenSize);
    Objects.requireNonNull(variant, "LSTM variant: none, expected one such as VANILLA or CIFG");
    Sizes.finite("LSTM forget bias", forgetBias);
    Objects.requireNonNull(activations, "LSTM activations: none, expected three");
  }

  /** With logistic gates and tanh, as in the papers. */
  public OdysseyLstmCell(int hiddenSize, Variant variant, float forgetBias) {
    this(hiddenSize, variant, forgetBias, LstmActivations.TANH);
  }

  /** A variant with forget bias 1. */
  public static OdysseyLstmCell of(int hiddenSize, Variant variant) {
    return new OdysseyLstmCell(hiddenSize, variant, 1);
  }

  /** This with other activations. */
  public OdysseyLstmCell withActivations(LstmActivations next) {
    return new OdysseyLstmCell(hiddenSize, variant, forgetBias, next);
  }

  @Override
  public List<Integer> stateSizes() {
    return java.util.Collections.nCopies(variant == Variant.FGR ? 5 : 2, hiddenSize);
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "c", "i", "f", "o").subList(0, stateSizes().size());
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int h = hiddenSize;
    int columns = h * (int) java.util.Arrays.stream(Gate.values()).filter(variant::has).count();
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    weights.put(RECURRENT, new Weight(Shape.of(h, columns), Initializers.orthogonal()));
    weights.put(BIAS, new Weight(Shape.of(columns), biases()));
    if (variant != Variant.NP) {
      int peepholes = h * (int) PEEPING.stream().filter(variant::has).count();
      weights.put(PEEPHOLES, new Weight(Shape.of(peepholes), Initializers.gaussian(0.1)));
    }
    if (variant == Variant.FGR) {
      Shape nine = Shape.of(3 * h, 3 * h);
      weights.put(GATE_RECURRENT, new Weight(nine, Initializers.glorotUniform()));
    }
    return weights;
  }

  private dev.carousel.tensor.Parameters.Initializer biases() {
    return switch (variant) {
      case NFG -> Initializers.zeros();
      case CIFG -> Initializers.zerosBut(0, hiddenSize, -forgetBias);
      default -> {
        int from = column(Gate.FORGET);
        yield Initializers.zerosBut(from, from + hiddenSize, forgetBias);
      }
    };
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor hPrev = state.get(0); // (B, H)
    Tensor cPrev = state.get(1); // (B, H)
    Tensor pre = // (B, GH)
        weights
            .get(BIAS)
            .plusProduct(x, weights.get(INPUT))
            .plusProduct(hPrev, weights.get(RECURRENT));
    CellActivation s = activations.gate();
    Tensor one = x.ops().zeros(cPrev.shape()).plus(1);

    Tensor i =
        weights.trace(
            "i",
            switch (variant) {
              case NIG -> one;
              default -> s.apply(sum(Gate.INPUT, pre, cPrev, state, weights));
            });
    Tensor f =
        weights.trace(
            "f",
            switch (variant) {
              case NFG -> one;
              case CIFG -> one.minus(i);
              default -> s.apply(sum(Gate.FORGET, pre, cPrev, state, weights));
            });
    Tensor preG = part(pre, Gate.CANDIDATE);
    Tensor g = weights.trace("g", variant == Variant.NIAF ? preG : activations.input().apply(preG));
    Tensor c = f.times(cPrev).plus(i.times(g));
    Tensor o =
        weights.trace(
            "o",
            switch (variant) {
              case NOG -> one;
              default -> s.apply(sum(Gate.OUTPUT, pre, c, state, weights));
            });
    Tensor h = o.times(variant == Variant.NOAF ? c : activations.output().apply(c));
    return variant == Variant.FGR ? List.of(h, c, i, f, o) : List.of(h, c);
  }

  /** The sums of a gate: its part of {@code pre}, what it peeps, and the last gates. */
  private Tensor sum(Gate gate, Tensor pre, Tensor c, List<Tensor> state, Weights weights) {
    Tensor sum = part(pre, gate);
    if (variant != Variant.NP) {
      int from = (int) PEEPING.stream().filter(variant::has).takeWhile(g -> g != gate).count();
      Tensor p = weights.get(PEEPHOLES).columns(from * hiddenSize, (from + 1) * hiddenSize);
      sum = sum.plus(c.times(p));
    }
    if (variant == Variant.FGR) {
      Tensor last = c.ops().concat(state.subList(2, 5)); // (B, 3H): i, f, o of the step before
      int from = PEEPING.indexOf(gate) * hiddenSize;
      Tensor r = weights.get(GATE_RECURRENT).columns(from, from + hiddenSize);
      sum = sum.plusProduct(last, r);
    }
    return sum;
  }

  private Tensor part(Tensor pre, Gate gate) {
    int from = column(gate);
    return pre.columns(from, from + hiddenSize);
  }

  private int column(Gate gate) {
    int before = 0;
    for (Gate other : Gate.values()) {
      if (other.ordinal() < gate.ordinal() && variant.has(other)) {
        before++;
      }
    }
    return before * hiddenSize;
  }
}
