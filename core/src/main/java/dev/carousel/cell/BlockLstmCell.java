package dev.carousel.cell;

import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The LSTM of memory cell blocks: b blocks of S cells, each block with one input and one output
 * gate (Hochreiter and Schmidhuber 1997, section 4) and, since 2000, one forget gate (Gers,
 * Schmidhuber and Cummins). In block j with cells v, y being what all units gave in the step
 * before:
 *
 * <pre>
 *   in_j  = f(net)      phi_j = f(net)      out_j = f(net)      net = W x + U y- + b
 *   s_jv  = phi_j * s_jv- + in_j * g(net_jv)                    phi_j = 1 without a forget gate
 *   h_jv  = out_j * h(s_jv)                                     out_j = 1 without an output gate
 * </pre>
 *
 * <p>The gates' own values go back too if {@code wiring.gatesAreSources()}, as in 1997. With
 * peepholes (Gers, Schraudolph and Schmidhuber 2002) the sums of in_j and phi_j have {@code p s_j-}
 * and that of out_j has {@code p s_j}, over the cells of block j.
 *
 * @param blocks b
 * @param cells S, cells of a block; hidden size is b S
 * @param wiring which gates and connections there are
 * @param activations f, g and h
 * @param start first values
 */
public record BlockLstmCell(
    int blocks, int cells, Wiring wiring, LstmActivations activations, Start start)
    implements Cell {
  /** Name of W (I, columns): in of each block, phi of each, all cells, out of each. */
  public static final String INPUT = "input";

  /** Name of U (sources, columns): rows are all cells, then, if sources, in, phi, out. */
  public static final String RECURRENT = "recurrent";

  /** Name of b: the columns that are biased. */
  public static final String BIAS = "bias";

  /** Name of p (kinds of gates times cells): into the gates in, phi, out from each cell. */
  public static final String PEEPHOLES = "peepholes";

  /** Which hidden units have a bias. Names are part of the file format. */
  public enum Bias {
    /** None. */
    NONE,
    /** The gates. */
    GATES,
    /** Gates and cells. */
    ALL
  }

  /**
   * Gates and connections.
   *
   * @param forgetGate whether blocks have one
   * @param outputGate whether blocks have one
   * @param gatesAreSources whether all hidden units read the last values of gates too
   * @param peepholes whether gates read the states of their own block (Gers et al. 2002)
   * @param bias which units have one
   */
  public record Wiring(
      boolean forgetGate,
      boolean outputGate,
      boolean gatesAreSources,
      boolean peepholes,
      Bias bias) {
    /** As in 1997: no forget gate, gates are sources. */
    public static final Wiring OF_1997 = new Wiring(false, true, true, Bias.ALL);

    /** As in 2000: forget gates; gates feed nothing. */
    public static final Wiring OF_2000 = new Wiring(true, true, false, Bias.ALL);

    /** Without peepholes. */
    public Wiring(boolean forgetGate, boolean outputGate, boolean gatesAreSources, Bias bias) {
      this(forgetGate, outputGate, gatesAreSources, false, bias);
    }

    /** This with peepholes. */
    public Wiring withPeepholes() {
      return new Wiring(forgetGate, outputGate, gatesAreSources, true, bias);
    }
  }

  /**
   * First values: all weights uniform in +-range, but the gates' biases one number a block where
   * they are given.
   *
   * @param range the weights'
   * @param input of the input gates, or none
   * @param forget of the forget gates, or none
   * @param output of the output gates, or none
   */
  public record Start(float range, List<Float> input, List<Float> forget, List<Float> output) {
    /** Copies the lists. */
    public Start {
      Sizes.finite("range of first weights", range);
      Objects.requireNonNull(input, "first biases of input gates: null, expected a list");
      Objects.requireNonNull(forget, "first biases of forget gates: null, expected a list");
      Objects.requireNonNull(output, "first biases of output gates: null, expected a list");
      input = List.copyOf(input);
      forget = List.copyOf(forget);
      output = List.copyOf(output);
    }

    /** All weights and biases uniform in +-range. */
    public static Start uniform(float range) {
      return new Start(range, List.of(), List.of(), List.of());
    }
  }

  /** Checks the options. */
  public BlockLstmCell {
    Sizes.positive("LSTM blocks", blocks);
    Sizes.positive("LSTM cells of a block", cells);
    Objects.requireNonNull(wiring, "LSTM wiring: none, expected one such as OF_2000");
    Objects.requireNonNull(start, "LSTM first values: none, expected a range");
    Objects.requireNonNull(wiring.bias, "LSTM biases: none, expected NONE, GATES or ALL");
    boolean biased = wiring.bias != Bias.NONE;
    check("input", start.input, blocks, biased);
    check("forget", start.forget, blocks, biased && wiring.forgetGate);
    check("output", start.output, blocks, biased && wiring.outputGate);
    Objects.requireNonNull(activations, "LSTM activations: none, expected three");
  }

  private static void check(String gate, List<Float> biases, int blocks, boolean biased) {
    int most = biased ? blocks : 0;
    if (!biases.isEmpty() && biases.size() != most) {
      throw new IllegalArgumentException(
          "first biases of the %s gates: %s, expected %d numbers, one a block, or none"
              .formatted(gate, biases, most));
    }
  }

  /** The cell of 1997: gates are sources, no forget gate, g and h of the paper, +-0.1. */
  public static BlockLstmCell of1997(int blocks, int cells) {
    return new BlockLstmCell(
        blocks, cells, Wiring.OF_1997, LstmActivations.OF_1997, Start.uniform(0.1f));
  }

  /** The cell of 2000: a forget gate a block, gates feed nothing, g and h of the paper, +-0.2. */
  public static BlockLstmCell of2000(int blocks, int cells) {
    return new BlockLstmCell(
        blocks, cells, Wiring.OF_2000, LstmActivations.OF_1997, Start.uniform(0.2f));
  }

  /** This with other gates and connections. */
  public BlockLstmCell withWiring(Wiring next) {
    return new BlockLstmCell(blocks, cells, next, activations, start);
  }

  /** This with other activations. */
  public BlockLstmCell withActivations(LstmActivations next) {
    return new BlockLstmCell(blocks, cells, wiring, next, start);
  }

  /** This with other first values. */
  public BlockLstmCell withStart(Start next) {
    return new BlockLstmCell(blocks, cells, wiring, activations, next);
  }

  @Override
  public int hiddenSize() {
    return blocks * cells;
  }

  @Override
  public List<Integer> stateSizes() {
    List<Integer> sizes = new ArrayList<>(List.of(hiddenSize(), hiddenSize()));
    if (wiring.gatesAreSources) {
      sizes.add(gateUnits());
    }
    return List.copyOf(sizes);
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "s", "gates").subList(0, stateSizes().size());
  }

  int gateUnits() {
    return blocks * (1 + (wiring.forgetGate ? 1 : 0) + (wiring.outputGate ? 1 : 0));
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int columns = gateUnits() + hiddenSize();
    int sources = hiddenSize() + (wiring.gatesAreSources ? gateUnits() : 0);
    var first = Initializers.uniform(start.range);
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), first));
    weights.put(RECURRENT, new Weight(Shape.of(sources, columns), first));
    if (wiring.bias != Bias.NONE) {
      int biased = wiring.bias == Bias.ALL ? columns : gateUnits();
      weights.put(BIAS, new Weight(Shape.of(biased), this::fillBias));
    }
    if (wiring.peepholes) {
      weights.put(PEEPHOLES, new Weight(Shape.of(gateUnits() * cells), first));
    }
    return weights;
  }

  private void fillBias(Shape shape, float[] values, int offset, Randomness random) {
    Initializers.uniform(start.range).fill(shape, values, offset, random);
    int forget = offset + blocks;
    int output = offset + shape.size() - blocks;
    for (int j = 0; j < start.input.size(); j++) {
      values[offset + j] = start.input.get(j);
    }
    for (int j = 0; j < start.forget.size(); j++) {
      values[forget + j] = start.forget.get(j);
    }
    for (int j = 0; j < start.output.size(); j++) {
      values[output + j] = start.output.get(j);
    }
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    return new BlockStep(this, weights, false).of(x, state);
  }
}
