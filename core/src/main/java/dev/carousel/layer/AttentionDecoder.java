package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.cell.Initializers;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A cell that attends to a memory at every step:
 *
 * <pre>
 *   BAHDANAU   context_t = attend(h_(t-1));  state_t = cell([x_t; context_t], state_(t-1))
 *              gives h_t                                       (Bahdanau, Cho and Bengio 2015)
 *   LUONG      state_t = cell([x_t; s_(t-1)], state_(t-1));  context_t = attend(h_t)
 *              s_t = tanh(C [context_t; h_t]); gives s_t       (Luong, Pham and Manning 2015)
 * </pre>
 *
 * <p>Reads x (B, T, I), a memory (B, S, M) and, if it does not start at zero, the parts of the
 * state (B, size): those of the cell and, for LUONG, s. Gives what the style says (B, T, H), the
 * contexts (B, T, M), the weights (B, T, S), and the parts of the last state. At a step of x that
 * is not there the state stays. To generate, feed one step at a time and hand the state on.
 *
 * @param cell what happens in one step
 * @param score how well a query fits a step of the memory
 * @param style when it attends
 */
public record AttentionDecoder(Cell cell, Score score, Style style) implements Vertex {
  /** When a decoder attends. */
  public enum Style {
    /** Before the step, by the state before it. */
    BAHDANAU,
    /** After the step, by the new state; what comes of it is fed to the next step. */
    LUONG
  }

  private static final String COMBINE = "attention/combine";

  /** Checks that nothing is missing. */
  public AttentionDecoder {
    Objects.requireNonNull(cell, "attention decoder: no cell, expected one");
    Objects.requireNonNull(score, "attention decoder: no score, expected one");
    Objects.requireNonNull(style, "attention decoder: no style, expected BAHDANAU or LUONG");
  }

  /** Additive attention by the state before the step, with as many tanh units as the cell has. */
  public static AttentionDecoder bahdanau(Cell cell) {
    return new AttentionDecoder(cell, Score.additive(cell.hiddenSize()), Style.BAHDANAU);
  }

  /** Attention by the new state, fed to the next step. */
  public static AttentionDecoder luong(Cell cell, Score score) {
    return new AttentionDecoder(cell, score, Style.LUONG);
  }

  @Override
  public String kind() {
    return "attention_decoder";
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  private List<Integer> stateSizes() {
    List<Integer> sizes = new ArrayList<>(cell.stateSizes());
    if (style == Style.LUONG) {
      sizes.add(cell.hiddenSize());
    }
    return sizes;
  }

  @Override
  public List<Form> outputs(List<Form> inputs) {
    List<Form> state = stateSizes().stream().map(n -> Form.features(Shape.of(n))).toList();
    boolean stateGiven = inputs.size() > 2 && inputs.subList(2, inputs.size()).equals(state);
    if (inputs.size() != 2 && !stateGiven) {
      throw new IllegalArgumentException(
          "%s reads x, a memory, and perhaps a state of sizes %s; found %s"
              .formatted(kind(), stateSizes(), inputs));
    }
    Shape x = Forms.sequence(kind(), Forms.features(kind(), inputs.get(0)));
    Shape memory = Forms.sequence(kind(), Forms.features(kind(), inputs.get(1)));
    List<Form> outputs = new ArrayList<>();
    outputs.add(Form.features(x.withLast(cell.hiddenSize())));
    outputs.add(Form.features(x.withLast(memory.last())));
    outputs.add(Form.features(x.withLast(memory.at(0))));
    outputs.addAll(state);
    return outputs;
  }

  @Override
  public void declare(String name, List<Form> inputs, Parameters.Builder parameters) {
    int hidden = cell.hiddenSize();
    int memory = inputs.get(1).shape().last();
    int fed = style == Style.LUONG ? hidden : memory;
    cell.weights(inputs.get(0).shape().last() + fed)
        .forEach((part, w) -> parameters.add(name + "/" + part, w.shape(), w.initializer()));
    score.declare(name, hidden, memory, parameters);
    if (style == Style.LUONG) {
      parameters.add(
          name + "/" + COMBINE, Shape.of(memory + hidden, hidden), Initializers.glorotUniform());
    }
  }

  @Override
  public List<Signal> apply(Place place, Pass pass, List<Signal> inputs) {
    Signal x = inputs.getFirst();
    List<Tensor> state = start(pass.tape(), inputs);
    Decoding decoding = new Decoding(this, place, pass, inputs.get(1));
    Shape shape = x.values().shape();
    Tensor mask = x.mask() == null ? null : x.mask().reshape(shape.at(0), shape.at(1), 1);
    for (int t = 0; t < shape.at(1); t++) {
      state = decoding.step(x.values().step(t), state, mask == null ? null : mask.step(t));
    }
    List<Signal> outputs = new ArrayList<>();
    decoding.results().forEach(result -> outputs.add(new Signal(result, x.mask())));
    state.forEach(part -> outputs.add(Signal.of(part)));
    return outputs;
  }

  private List<Tensor> start(Tape tape, List<Signal> inputs) {
    if (inputs.size() > 2) {
      return inputs.stream().skip(2).map(Signal::values).toList();
    }
    int batch = inputs.getFirst().values().shape().at(0);
    return stateSizes().stream().map(n -> tape.zeros(Shape.of(batch, n))).toList();
  }

  /** {@code s = tanh(C [context; h])}. */
  Tensor combined(Place place, Tape tape, Tensor context, Tensor h) {
    Tensor both = tape.concat(List.of(context, h));
    Tensor zeros = tape.zeros(Shape.of(cell.hiddenSize()));
    return zeros.plusProduct(both, place.on(tape, COMBINE)).tanh();
  }
}
