package dev.carousel.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One output of a layer where it is used, or an input of the network: what layers are joined by.
 *
 * <pre>
 *   Port words = Port.input("words", Input.anyTokens(1000));
 *   Port states = Lstm.units(64).returnSequences().on(Embedding.of(1000, 32).on(words));
 * </pre>
 */
public final class Port {
  private final Use use;
  private final int output;

  private Port(Use use, int output) {
    this.use = use;
    this.output = output;
  }

  /**
   * A layer with what it reads; or an input by its name.
   *
   * @param vertex null for an input
   * @param inputs empty for an input
   * @param forms what it gives
   */
  public record Use(
      @Nullable Vertex vertex,
      List<Port> inputs,
      List<Form> forms,
      @Nullable String name,
      @Nullable Input input) {}

  /** An input of the network. */
  public static Port input(String name, Input input) {
    Form form = new Form(input.shape(), input.tokens());
    return new Port(new Use(null, List.of(), List.of(form), name, input), 0);
  }

  static List<Port> of(Vertex vertex, List<Port> inputs) {
    List<Form> forms = vertex.outputs(inputs.stream().map(Port::form).toList());
    Use use = new Use(vertex, inputs, forms, null, null);
    return IntStream.range(0, forms.size()).mapToObj(i -> new Port(use, i)).toList();
  }

  /** What travels here. */
  public Form form() {
    return use.forms().get(output);
  }

  /** The layer whose output this is. */
  public Use use() {
    return use;
  }

  /** Which of its outputs. */
  public int output() {
    return output;
  }
}
